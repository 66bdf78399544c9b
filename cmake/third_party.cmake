# Libraries that are compiled with ours, from the toolchain's sources. SYSTEM: their headers warn about nothing.

add_library(nlohmann_json INTERFACE)
target_include_directories(nlohmann_json SYSTEM INTERFACE ${TOOLCHAIN}/include)
target_compile_definitions(nlohmann_json INTERFACE JSON_USE_IMPLICIT_CONVERSIONS=0)
if(EMSCRIPTEN AND NOT WAYMARK_WEB STREQUAL "tests")
  target_compile_definitions(nlohmann_json INTERFACE JSON_NOEXCEPTION)
endif()

# All of libsodium in portable C; of it the linker takes what the phone's vault needs. Argon2id is in a module of its own
# in the app (web/argon2.c).
set(SODIUM ${TOOLCHAIN}/src/libsodium/src/libsodium)
file(GLOB_RECURSE sodium_sources ${SODIUM}/*.c)
list(FILTER sodium_sources EXCLUDE REGEX "/version\\.c$")  # needs a file that its own build makes
add_library(sodium STATIC ${sodium_sources})
target_include_directories(sodium SYSTEM PUBLIC ${SODIUM}/include PRIVATE ${SODIUM}/include/sodium)
target_compile_definitions(sodium PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1 DEV_MODE=1)
target_compile_options(sodium PRIVATE -w)

if(NOT WAYMARK_WEB STREQUAL "tests")
  set(IMGUI ${TOOLCHAIN}/src/imgui)
  add_library(imgui STATIC ${IMGUI}/imgui.cpp ${IMGUI}/imgui_draw.cpp ${IMGUI}/imgui_tables.cpp ${IMGUI}/imgui_widgets.cpp)
  target_include_directories(imgui SYSTEM PUBLIC ${IMGUI})
  # in place of an imconfig.h of our own
  target_compile_definitions(imgui PUBLIC
    IMGUI_DEFINE_MATH_OPERATORS
    IMGUI_DISABLE_DEBUG_TOOLS
    IMGUI_DISABLE_DEFAULT_FONT
    IMGUI_DISABLE_DEMO_WINDOWS
    IMGUI_DISABLE_FILE_FUNCTIONS
    IMGUI_DISABLE_OBSOLETE_FUNCTIONS
    IMGUI_DISABLE_WIN32_FUNCTIONS)
  if(WAYMARK_TESTS)
    target_compile_definitions(imgui PUBLIC IMGUI_ENABLE_TEST_ENGINE)  # tests/app sees every item
  endif()

  # All of SheenBidi in one file
  add_library(sheenbidi STATIC ${TOOLCHAIN}/src/sheenbidi/Source/SheenBidi.c)
  target_include_directories(sheenbidi SYSTEM PUBLIC ${TOOLCHAIN}/src/sheenbidi/Headers PRIVATE ${TOOLCHAIN}/src/sheenbidi/Source)
  target_compile_definitions(sheenbidi PRIVATE SB_CONFIG_UNITY)
endif()

if(EMSCRIPTEN AND NOT WAYMARK_WEB STREQUAL "tests")
  add_library(sdl2 STATIC IMPORTED)
  set_target_properties(sdl2 PROPERTIES IMPORTED_LOCATION ${TOOLCHAIN}/wasm/${WAYMARK_WEB}/libSDL2.a)
  target_include_directories(sdl2 SYSTEM INTERFACE ${TOOLCHAIN}/src/libsdl2/include)

  add_library(imgui_sdl2 STATIC ${IMGUI}/backends/imgui_impl_sdl2.cpp ${IMGUI}/backends/imgui_impl_opengl3.cpp
    cmake/sdl2_no_egl.c cmake/sdl2_left_out.c)
  target_include_directories(imgui_sdl2 SYSTEM PUBLIC ${IMGUI}/backends)
  target_compile_definitions(imgui_sdl2 PUBLIC IMGUI_IMPL_OPENGL_ES3)
  target_link_libraries(imgui_sdl2 PUBLIC imgui sdl2)
endif()

if(NOT EMSCRIPTEN)
  add_library(sqlite3 STATIC IMPORTED)
  set_target_properties(sqlite3 PROPERTIES IMPORTED_LOCATION ${TOOLCHAIN}/native/lib/libsqlite3.a)
  target_include_directories(sqlite3 SYSTEM INTERFACE ${TOOLCHAIN}/native/include)
  find_package(Threads REQUIRED)
  target_link_libraries(sqlite3 INTERFACE Threads::Threads m)

  list(APPEND CMAKE_PREFIX_PATH ${TOOLCHAIN}/native)
  find_package(Drogon CONFIG REQUIRED)
  set_target_properties(Drogon::Drogon Trantor::Trantor PROPERTIES MAP_IMPORTED_CONFIG_DEBUG Release)
  add_library(brotli INTERFACE)
  target_link_libraries(brotli INTERFACE brotlienc brotlidec brotlicommon)
  find_package(CURL REQUIRED)
  find_package(OpenSSL REQUIRED)
  find_package(PostgreSQL REQUIRED)  # libpq; the server is the tests' own
  find_package(ZLIB REQUIRED)
endif()
