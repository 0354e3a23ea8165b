# kaon_fuzzer(PART SOURCE [RUNS number] LIBS library...): one libFuzzer program, fuzzers/PART_x below the build folder
# (x from x_fuzz.cpp), and its CTest test "fuzz: PART_x".
#
# The test tries the same inputs for the same commit each time: a fixed seed, a fixed number of runs, the inputs of
# tests/fuzz/corpus/PART_x/ in the order of their names, nothing that an earlier run has found; no environment, no long
# paths and no random addresses, since libFuzzer looks at how deep the stack is and at what is compared. (Where setarch
# may not fix the addresses, as in some containers, a part is left to chance.) RUNS, else the line of
# tests/fuzz/runs.txt, else KAON_FUZZ_RUNS, is what takes about 10 s of a core; a machine that is ten times slower is
# cut off and passes. A crashing input is left beside the program and named in the output.
# To hunt for what is not known yet there is tools/fuzz.sh.
include_guard(GLOBAL)
add_custom_target(kaon_fuzzers)
set(KAON_FUZZ_RUNS 100000)
set(KAON_FUZZ_LIMIT 150)  # seconds
set(KAON_FUZZ_START env -i PATH=/usr/bin:/bin)
execute_process(COMMAND setarch -R true RESULT_VARIABLE status OUTPUT_QUIET ERROR_QUIET)
if(status EQUAL 0)
  list(APPEND KAON_FUZZ_START setarch -R)
endif()
file(STRINGS "${CMAKE_CURRENT_LIST_DIR}/../tests/fuzz/runs.txt" KAON_FUZZ_RUNS_OF REGEX "^[a-z]")
set_property(DIRECTORY "${PROJECT_SOURCE_DIR}" APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS
             "${PROJECT_SOURCE_DIR}/tests/fuzz/runs.txt")

function(kaon_fuzzer part source)
  cmake_parse_arguments(FUZZ "" "RUNS" "LIBS" ${ARGN})
  get_filename_component(stem ${source} NAME_WE)
  string(REGEX REPLACE "_fuzz$" "" stem ${stem})
  set(name ${part}_${stem})
  if(stem STREQUAL part)
    set(name ${part})
  endif()
  set(folder "${CMAKE_BINARY_DIR}/fuzzers")
  add_executable(fuzz_${name} ${source})
  set_target_properties(fuzz_${name} PROPERTIES OUTPUT_NAME ${name} RUNTIME_OUTPUT_DIRECTORY "${folder}")
  target_link_libraries(fuzz_${name} PRIVATE ${FUZZ_LIBS})
  add_dependencies(kaon_fuzzers fuzz_${name})
  target_link_options(fuzz_${name} PRIVATE -fsanitize=fuzzer)

  if(NOT FUZZ_RUNS)
    set(FUZZ_RUNS ${KAON_FUZZ_RUNS})
    foreach(line IN LISTS KAON_FUZZ_RUNS_OF)
      if(line MATCHES "^${name} +([0-9]+)$")
        set(FUZZ_RUNS ${CMAKE_MATCH_1})
      endif()
    endforeach()
  endif()
  # A folder would be read in the file system's order; the list has one of its own.
  file(GLOB seeds CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/tests/fuzz/corpus/${name}/*")
  set(from)
  if(seeds)
    list(JOIN seeds "," seeds)
    file(WRITE "${folder}/${name}.seeds" "${seeds}")
    set(from "-seed_inputs=@${name}.seeds")
  endif()
  add_test(NAME "fuzz: ${name}" WORKING_DIRECTORY "${folder}"
           COMMAND ${KAON_FUZZ_START} ./${name} -seed=1 -runs=${FUZZ_RUNS} -max_total_time=${KAON_FUZZ_LIMIT}
                   -rss_limit_mb=2048 -timeout=10 -print_final_stats=1 -verbosity=1 -artifact_prefix=crash_${name}_
                   ${from})
  math(EXPR limit "${KAON_FUZZ_LIMIT} + 60")
  set_tests_properties("fuzz: ${name}" PROPERTIES LABELS fuzz TIMEOUT ${limit})
endfunction()
