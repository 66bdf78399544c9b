// SDL2's EGL glue names this function; WebGL 2 needs no look-up by name, and leaving it out saves 14 kB of JavaScript.
void (*eglGetProcAddress(const char* name))(void) {
    (void)name;
    return 0;
}
