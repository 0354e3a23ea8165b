# kaon_lesson(NAME [LIBS library...] [MIGRATIONS folder] [BROWSER] [TEST]): a lesson of one file, NAME.cpp.
#
# The target is lesson_NAME, the program BUILD/lessons/NAME. The session in the lesson's first comment is the test
# "lessons: NAME": examples/lessons/session.sh runs its commands against the program and compares. MIGRATIONS: the
# folder that its checked SQL is described against. BROWSER: the same file is compiled for the browser too, and embedded
# with the glue as NAME_assets. TEST: the program is a GoogleTest.
include_guard(GLOBAL)
include(kaon_browser)
include(kaon_embed)
include(kaon_sql)

function(kaon_lesson name)
  cmake_parse_arguments(LESSON "BROWSER;TEST" "MIGRATIONS" "LIBS" ${ARGN})
  set(target lesson_${name})
  set(source "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp")
  if(LESSON_TEST AND NOT KAON_TESTS)
    return()
  endif()
  add_executable(${target} "${source}")
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name}
                        RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/lessons")
  target_link_libraries(${target} PRIVATE kaon_program ${LESSON_LIBS})
  if(LESSON_TEST)
    find_package(GTest REQUIRED)
    target_link_libraries(${target} PRIVATE GTest::gtest GTest::gtest_main)
    kaon_use_pch(${target} test)
  else()
    kaon_use_pch(${target} std)
  endif()
  if(LESSON_MIGRATIONS)
    kaon_sql(${target} MIGRATIONS "${LESSON_MIGRATIONS}")
  endif()
  if(LESSON_BROWSER)
    kaon_lesson_browser(${name})
  endif()
  if(KAON_TESTS)
    add_test(NAME "lessons: ${name}"
             COMMAND bash "${PROJECT_SOURCE_DIR}/examples/lessons/session.sh" $<TARGET_FILE:${target}> "${source}")
    set_tests_properties("lessons: ${name}" PROPERTIES LABELS lessons TIMEOUT 60)
  endif()
endfunction()

# The browser half of the same file, embedded.
function(kaon_lesson_browser name)
  set(made)
  set(half none)
  if(KAON_BROWSER_ENABLED)
    set(half lesson_${name})
    kaon_browser_program(${half} SOURCES "${CMAKE_CURRENT_SOURCE_DIR}/${name}.cpp" INCLUDES "${PROJECT_SOURCE_DIR}")
    set(made "${half}.wasm=${${half}_wasm}" "kaon.js=${${half}_glue}")
  endif()
  kaon_embed(lesson_${name} NAME ${name}_assets FOLDER assets GENERATED ${made} HALF ${half})
endfunction()
