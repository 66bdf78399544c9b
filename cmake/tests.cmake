# core_tests, app_tests, server_tests and sim_tests: one program a folder of tests/. ctest runs each test by name.
enable_testing()
if(EMSCRIPTEN)
  add_compile_definitions(GTEST_HAS_PTHREAD=0)
  # in the cache, or googletest's option() drops it and its check builds Emscripten's threaded libraries
  set(gtest_disable_pthreads ON CACHE BOOL "" FORCE)
endif()
set(BUILD_GMOCK ON)
set(INSTALL_GTEST OFF)
add_subdirectory(${TOOLCHAIN}/src/googletest ${CMAKE_BINARY_DIR}/googletest EXCLUDE_FROM_ALL SYSTEM)
foreach(library gtest gtest_main gmock gmock_main)
  target_compile_options(${library} PRIVATE -w)
endforeach()
include(GoogleTest)

# waymark_tests(NAME LIBRARY PATTERN...)
set(WAYMARK_TEST_TIMEOUT 120)
function(waymark_tests NAME LIBRARY)
  waymark_sources(sources ${ARGN})
  add_executable(${NAME} ${sources})
  target_link_libraries(${NAME} PRIVATE ${LIBRARY} GTest::gmock_main sodium)
  target_compile_definitions(${NAME} PRIVATE WAYMARK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" WAYMARK_BUILD_DIR="${CMAKE_BINARY_DIR}")
  target_compile_options(${NAME} PRIVATE -O0)  # half the time to compile; what is tested keeps its own
  if(EMSCRIPTEN)
    # node starts too slowly for a process a test
    set_target_properties(${NAME} PROPERTIES SUFFIX .cjs)
    target_link_options(${NAME} PRIVATE -sENVIRONMENT=node -sNODERAWFS -sALLOW_MEMORY_GROWTH -sSTACK_SIZE=1mb -sEXIT_RUNTIME -sASSERTIONS=1)
    add_test(NAME ${NAME}_as_wasm COMMAND node $<TARGET_FILE:${NAME}> --gtest_brief=1 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  else()
    gtest_discover_tests(${NAME} WORKING_DIRECTORY ${CMAKE_SOURCE_DIR} DISCOVERY_TIMEOUT 60 DISCOVERY_MODE PRE_TEST
      PROPERTIES TIMEOUT ${WAYMARK_TEST_TIMEOUT} LABELS ${NAME})
  endif()
endfunction()

waymark_tests(core_tests waymark_core tests/core/*.cpp)
if(NOT EMSCRIPTEN)
  waymark_tests(app_tests waymark_app tests/app/*.cpp app/platform/headless*.cpp)
  waymark_tests(server_tests waymark_server tests/server/*.cpp)
  set(WAYMARK_TEST_TIMEOUT 86400)  # as many lives as somebody asks for
  waymark_tests(sim_tests waymark_server tests/sim/*.cpp tests/core/sample_pack.cpp)
  target_compile_options(sim_tests PRIVATE -O2)  # thousands of lives
endif()
