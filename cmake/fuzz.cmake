# tests/fuzz/fuzz_*.cpp with libFuzzer; all of Waymark's code tells it which branches an input took.
#   build/fuzz/fuzz_wire tests/fuzz/corpus/wire            until it is stopped
#   build/fuzz/fuzz_wire build/fuzz/fuzz_wire-crash-…      what broke it, once more
add_custom_target(fuzzers)

# Of the endpoint only what reads tokens: the rest of it would be minutes of building.
add_library(waymark_tokens STATIC server/staff/id_token.cpp server/staff/key_set.cpp server/identity/secret.cpp server/log.cpp)
target_link_libraries(waymark_tokens PUBLIC waymark_core OpenSSL::Crypto)

waymark_sources(FUZZERS tests/fuzz/fuzz_*.cpp)
foreach(source ${FUZZERS})
  get_filename_component(name ${source} NAME_WE)
  add_executable(${name} ${source})
  target_link_libraries(${name} PRIVATE waymark_core waymark_tokens)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  add_dependencies(fuzzers ${name})
endforeach()
