# kaon_part(NAME [DEPENDS part...] [LIBS library...] [EXCLUDE regex]): one part of the library.
#
# Below the calling folder: x.cpp is compiled into the static library kaon_NAME (alias kaon::NAME), x_test.cpp into the
# test program kaon_NAME_test, x_bench.cpp into kaon_NAME_bench (KAON_BENCHMARKS=ON), and each x_fuzz.cpp into a fuzzer
# of its own (KAON_FUZZ=ON). A new file needs no edit here. Programs of a part (main.cpp, x_main.cpp) are the business
# of its own CMakeLists.txt. A part without sources becomes an interface library. Sources that EXCLUDE matches are not
# for this machine (the browser's).
include_guard(GLOBAL)
include(kaon_fuzz)
include(kaon_pch)
include(kaon_test)

function(kaon_part name)
  cmake_parse_arguments(PART "" "EXCLUDE" "DEPENDS;LIBS" ${ARGN})
  # Relative, so that the patterns see no folder that the clone lies in.
  set(here "${CMAKE_CURRENT_SOURCE_DIR}")
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS RELATIVE "${here}" "${here}/*.cpp")
  if(PART_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${PART_EXCLUDE}")
  endif()
  set(tests ${sources})
  set(benches ${sources})
  set(fuzzers ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER benches INCLUDE REGEX "_bench\\.cpp$")
  list(FILTER fuzzers INCLUDE REGEX "_fuzz\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_fuzz|_main|(^|/)main)\\.cpp$")
  foreach(kind IN ITEMS sources tests benches fuzzers)
    list(TRANSFORM ${kind} PREPEND "${here}/")
  endforeach()
  list(TRANSFORM PART_DEPENDS PREPEND "kaon_")

  if(sources)
    add_library(kaon_${name} STATIC ${sources})
    kaon_use_pch(kaon_${name} std)
    set(scope PUBLIC)
  else()
    add_library(kaon_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(kaon::${name} ALIAS kaon_${name})
  target_include_directories(kaon_${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
                             $<INSTALL_INTERFACE:include>)
  set_target_properties(kaon_${name} PROPERTIES EXPORT_NAME ${name})
  target_link_libraries(kaon_${name} ${scope} ${PART_DEPENDS} ${PART_LIBS})

  if(KAON_TESTS AND tests)
    kaon_test(kaon_${name}_test LABEL ${name} SOURCES ${tests} LIBS kaon_${name})
  endif()
  if(KAON_BENCHMARKS AND benches)
    add_executable(kaon_${name}_bench ${benches})
    target_link_libraries(kaon_${name}_bench PRIVATE kaon_${name} benchmark::benchmark benchmark::benchmark_main)
  endif()
  if(KAON_FUZZ)
    foreach(source IN LISTS fuzzers)
      kaon_fuzzer(${name} ${source} LIBS kaon_${name})
    endforeach()
  endif()
endfunction()
