// Our SDL2 is built without game controllers (their mapping table alone is 90 kB); Dear ImGui's backend asks for them.
#include <SDL.h>

int SDL_NumJoysticks(void) { return 0; }
SDL_bool SDL_IsGameController(int index) { return SDL_FALSE; }
SDL_GameController* SDL_GameControllerOpen(int index) { return 0; }
void SDL_GameControllerClose(SDL_GameController* controller) {}
Sint16 SDL_GameControllerGetAxis(SDL_GameController* controller, SDL_GameControllerAxis axis) { return 0; }
Uint8 SDL_GameControllerGetButton(SDL_GameController* controller, SDL_GameControllerButton button) { return 0; }
