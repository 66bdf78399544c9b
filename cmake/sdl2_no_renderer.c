// Our SDL2 is built without its own renderer; its windows and Dear ImGui's backend ask whether there is one.
#include <SDL.h>

SDL_Renderer* SDL_GetRenderer(SDL_Window* window) { return 0; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}
int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height) { return -1; }
