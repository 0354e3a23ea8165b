# kaon_part(NAME [DEPENDS part...] [LIBS library...]): one part of the library.
#
# Below the calling folder: x.cpp is compiled into the static library kaon_NAME (alias kaon::NAME), x_test.cpp into the
# test program kaon_NAME_test. A part without sources of its own becomes an interface library.
function(kaon_part name)
  cmake_parse_arguments(PART "" "" "DEPENDS;LIBS" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp")
  set(tests ${sources})
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  list(FILTER sources EXCLUDE REGEX "(_test|_bench|_fuzz)\\.cpp$")
  list(TRANSFORM PART_DEPENDS PREPEND "kaon_")

  if(sources)
    add_library(kaon_${name} STATIC ${sources})
    set(scope PUBLIC)
  else()
    add_library(kaon_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  add_library(kaon::${name} ALIAS kaon_${name})
  target_include_directories(kaon_${name} ${scope} "${PROJECT_SOURCE_DIR}")
  target_link_libraries(kaon_${name} ${scope} ${PART_DEPENDS} ${PART_LIBS})

  if(KAON_TESTS AND tests)
    add_executable(kaon_${name}_test ${tests})
    target_link_libraries(kaon_${name}_test PRIVATE kaon_${name} GTest::gtest GTest::gtest_main)
    gtest_discover_tests(kaon_${name}_test TEST_PREFIX "${name}: " DISCOVERY_MODE PRE_TEST
                         PROPERTIES TIMEOUT 120)
  endif()
endfunction()
