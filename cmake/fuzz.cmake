# tests/fuzz/fuzz_*.cpp with libFuzzer; all of Waymark's code tells it which branches an input took.
#   build/fuzz/fuzz_wire tests/fuzz/corpus/wire            until it is stopped
#   build/fuzz/fuzz_wire build/fuzz/fuzz_wire-crash-…      what broke it, once more
add_custom_target(fuzzers)
waymark_sources(FUZZERS tests/fuzz/fuzz_*.cpp)
foreach(source ${FUZZERS})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE waymark_core)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
endforeach()
