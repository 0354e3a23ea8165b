# Test programs, of the library and of applications (GoogleTest under CTest).
include_guard(GLOBAL)
include(kaon_link)
include(kaon_pch)
include(GoogleTest)

# In the library's own tree. Tests of these parts run under the thread sanitizer too (CTest label "concurrent", target
# kaon_concurrent_tests). kaon_unit_tests builds every GoogleTest program and nothing else.
if(NOT KAON_INSTALLED)
  set(KAON_CONCURRENT_PARTS coro runtime asio transport client sql telemetry)
  add_custom_target(kaon_concurrent_tests)
  add_custom_target(kaon_unit_tests)
endif()

# kaon_test(TARGET LABEL label SOURCES file... LIBS library...): a GoogleTest program; every test of it is a CTest test
# "label: suite.name" with that label. All test programs share one precompiled header.
function(kaon_test target)
  cmake_parse_arguments(TEST "" "LABEL" "SOURCES;LIBS" ${ARGN})
  find_package(GTest REQUIRED)  # Debian: libgtest-dev
  add_executable(${target} ${TEST_SOURCES})
  target_link_libraries(${target} PRIVATE ${TEST_LIBS} GTest::gtest GTest::gtest_main)
  kaon_fast_linker(${target})
  kaon_use_pch(${target} test)
  if(TARGET kaon_unit_tests)
    add_dependencies(kaon_unit_tests ${target})
  endif()
  set(labels unit ${TEST_LABEL})
  if(TEST_LABEL IN_LIST KAON_CONCURRENT_PARTS)
    list(APPEND labels concurrent)
    add_dependencies(kaon_concurrent_tests ${target})
  endif()
  # gtest_discover_tests flattens lists, so the labels travel as one word: "unit,coro,concurrent". ctest -L is a regex.
  list(JOIN labels "," labels)
  gtest_discover_tests(${target} TEST_PREFIX "${TEST_LABEL}: " DISCOVERY_MODE PRE_TEST
                       PROPERTIES TIMEOUT 120 LABELS "${labels}")
endfunction()
