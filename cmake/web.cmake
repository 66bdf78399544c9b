# The app as WebAssembly: build/PRESET/waymark.mjs and waymark.wasm, then the site that is served: build/PRESET/site/.
waymark_sources(WEB app/platform/web*.cpp)
if(TARGET waymark_app)
  # One name a line, # begins a comment: functions of C begin with _, the rest is Emscripten's runtime.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS web/exports.txt)
  file(STRINGS web/exports.txt exports REGEX "^[^#]")
  list(TRANSFORM exports STRIP)
  set(exported_functions ${exports})
  list(FILTER exported_functions INCLUDE REGEX "^_")
  set(exported_runtime ${exports})
  list(FILTER exported_runtime EXCLUDE REGEX "^_")
  list(JOIN exported_functions "," exported_functions)
  list(JOIN exported_runtime "," exported_runtime)

  add_executable(waymark ${WEB})
  # EM_JS functions that other files call are unresolved in link-time optimisation: it drops their import names
  set_source_files_properties(app/platform/web_page.cpp PROPERTIES COMPILE_OPTIONS -fno-lto)
  set_target_properties(waymark PROPERTIES SUFFIX .mjs)
  target_link_libraries(waymark PRIVATE waymark_app imgui_sdl2)
  target_link_options(waymark PRIVATE
    -sMODULARIZE -sEXPORT_ES6 -sENVIRONMENT=web
    -sMIN_WEBGL_VERSION=2 -sMAX_WEBGL_VERSION=2
    -sGL_ENABLE_GET_PROC_ADDRESS=0 -sGL_SUPPORT_AUTOMATIC_ENABLE_EXTENSIONS=0
    -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=16mb -sSTACK_SIZE=256kb
    -sDYNAMIC_EXECUTION=0 -sSUPPORT_LONGJMP=0
    -sINCOMING_MODULE_JS_API=canvas,instantiateWasm,print,printErr
    -sEXPORTED_FUNCTIONS=${exported_functions}
    -sEXPORTED_RUNTIME_METHODS=${exported_runtime})
  if(WAYMARK_WEB STREQUAL "release")
    target_link_options(waymark PRIVATE -sMALLOC=emmalloc -sGL_TRACK_ERRORS=0 --closure 1)
  else()
    target_link_options(waymark PRIVATE -sASSERTIONS=1)
  endif()
  # Argon2id apart: tens of megabytes of memory for half a second, in a worker that ends
  add_executable(argon2 web/argon2.c)
  set_target_properties(argon2 PROPERTIES SUFFIX .wasm)
  target_link_libraries(argon2 PRIVATE sodium)
  target_link_options(argon2 PRIVATE --no-entry -sSTANDALONE_WASM -sFILESYSTEM=0 -sALLOW_MEMORY_GROWTH -sINITIAL_MEMORY=1mb
    -sSTACK_SIZE=64kb -sMALLOC=emmalloc -sEXPORTED_FUNCTIONS=_pin,_salt,_key,_stretch)
  # tools/pack looks at what it needs itself and is quick when nothing has changed: so it is always asked
  add_custom_target(site
    COMMAND node ${CMAKE_SOURCE_DIR}/tools/pack --build ${CMAKE_BINARY_DIR} --mode ${WAYMARK_WEB}
    DEPENDS waymark argon2
    USES_TERMINAL
    COMMENT "Site")
endif()
