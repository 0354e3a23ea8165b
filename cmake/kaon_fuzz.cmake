# kaon_fuzzer(PART SOURCE LIBS library...): one libFuzzer program and its CTest test "fuzz: PART_x" (x from x_fuzz.cpp).
#
# The test fuzzes for KAON_FUZZ_SECONDS with new inputs below the build folder, starting from the seeds in
# tests/fuzz/corpus/PART_x/ when there are any. A crashing input is left beside the program and named in the output.
include_guard(GLOBAL)
add_custom_target(kaon_fuzzers)
set(KAON_FUZZ_SECONDS 20 CACHE STRING "How long each fuzzer runs under CTest")

function(kaon_fuzzer part source)
  cmake_parse_arguments(FUZZ "" "" "LIBS" ${ARGN})
  get_filename_component(stem ${source} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" stem ${stem})
  set(name ${part}_${stem})
  if(stem STREQUAL part)
    set(name ${part})
  endif()
  add_executable(fuzz_${name} ${source})
  target_link_libraries(fuzz_${name} PRIVATE ${FUZZ_LIBS})
  add_dependencies(kaon_fuzzers fuzz_${name})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)

  set(found "${CMAKE_CURRENT_BINARY_DIR}/found_${name}")
  set(seeds "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}")
  file(MAKE_DIRECTORY "${found}")
  set(corpus "${found}")
  if(EXISTS "${seeds}")
    list(APPEND corpus "${seeds}")
  endif()
  add_test(NAME "fuzz: ${name}"
           COMMAND fuzz_${name} -max_total_time=${KAON_FUZZ_SECONDS} -rss_limit_mb=2048 -timeout=10 -print_final_stats=1
                   -verbosity=1 "-artifact_prefix=${CMAKE_CURRENT_BINARY_DIR}/crash_${name}_" ${corpus})
  math(EXPR limit "${KAON_FUZZ_SECONDS} + 60")
  set_tests_properties("fuzz: ${name}" PROPERTIES LABELS fuzz TIMEOUT ${limit})
endfunction()
