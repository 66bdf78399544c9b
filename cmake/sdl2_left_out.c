// Parts of SDL2 that ours is built without, as far as SDL2 itself and Dear ImGui's backend name them: game controllers
// (their mapping table alone is 90 kB) and the 2D renderer (WebGL draws).
#include <SDL.h>

int SDL_NumJoysticks(void) { return 0; }
SDL_bool SDL_IsGameController(int index) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int index) { return 0; }
void SDL_GameControllerClose(SDL_GameController* controller) {}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) { return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) { return 0; }

SDL_Renderer* SDL_GetRenderer(SDL_Window* window) { return 0; }
int SDL_GetRendererOutputSize(SDL_Renderer* renderer, int* width, int* height) { return -1; }
void SDL_DestroyRendererWithoutFreeing(SDL_Renderer* renderer) {}
