# tests/bench/*.cpp with Google Benchmark: build/bench/benchmarks. With the tests each of them runs once, to see that it can.
find_package(benchmark REQUIRED)
waymark_sources(BENCH tests/bench/*.cpp app/platform/headless*.cpp)
list(REMOVE_ITEM BENCH tests/bench/caseload_phone.cpp tests/bench/load.cpp)
add_executable(benchmarks ${BENCH})
target_link_libraries(benchmarks PRIVATE waymark_app waymark_server benchmark::benchmark_main)
set_source_files_properties(${BENCH} PROPERTIES COMPILE_OPTIONS -Wno-pedantic)  # BENCHMARK uses __COUNTER__
# the app's own state machine on a measured link: tests/bench/caseload.mjs
add_executable(bench_phone tests/bench/caseload_phone.cpp tests/server/http_exchange.cpp)
target_link_libraries(bench_phone PRIVATE waymark_server)
# many phones at once: tests/bench/load.mjs
add_executable(bench_load tests/bench/load.cpp tests/server/http_exchange.cpp)
target_link_libraries(bench_load PRIVATE waymark_server)
if(WAYMARK_TESTS)
  add_test(NAME benchmarks_run COMMAND benchmarks --benchmark_min_time=0.001 WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
endif()
