# Compile checks that are CTest tests: they build stamp files with Ninja, so that an unchanged file costs nothing
# next time.
#
#   kaon_check_headers(PART)   test "headers: PART": each header of kaon/PART compiles alone
#   kaon_check_wasm(PART)      test "wasm: PART": each source and header of kaon/PART compiles for the browser half,
#                              but tests and those below native/, server/ and testing/
include_guard(GLOBAL)

set(KAON_WASM_FLAGS --target=wasm32-wasi -std=c++2c -stdlib=libc++ -fno-exceptions -fno-rtti -Oz -Wall -Wextra
    -Wno-c23-extensions -Wno-missing-field-initializers)

# One custom command per file: compile it without output, remember what it included, touch a stamp.
function(kaon_check_files kind part)
  cmake_parse_arguments(CHECK "" "" "FILES;FLAGS" ${ARGN})
  set(stamps)
  foreach(file IN LISTS CHECK_FILES)
    file(RELATIVE_PATH short "${PROJECT_SOURCE_DIR}" "${file}")
    string(REPLACE "/" "." stamp "${short}")
    set(stamp "${CMAKE_CURRENT_BINARY_DIR}/${kind}/${stamp}")
    # A header is included by an empty file, as users include it: as a main file it would not know its own #pragma once.
    set(input "${file}")
    if(file MATCHES "\\.hpp$")
      set(input -include "${file}" -x c++ /dev/null)
    endif()
    add_custom_command(
      OUTPUT "${stamp}.ok"
      COMMAND ${CMAKE_CXX_COMPILER} ${CHECK_FLAGS} -I "${PROJECT_SOURCE_DIR}" -fsyntax-only ${input}
              -MD -MF "${stamp}.d" -MT "${stamp}.ok"
      COMMAND ${CMAKE_COMMAND} -E touch "${stamp}.ok"
      DEPENDS "${file}" DEPFILE "${stamp}.d" COMMENT "${kind} ${short}" VERBATIM)
    list(APPEND stamps "${stamp}.ok")
  endforeach()
  file(MAKE_DIRECTORY "${CMAKE_CURRENT_BINARY_DIR}/${kind}")
  add_custom_target(kaon_${kind}_${part} DEPENDS ${stamps})
  add_test(NAME "${kind}: ${part}"
           COMMAND ${CMAKE_MAKE_PROGRAM} -C "${CMAKE_BINARY_DIR}" -k 0 --quiet kaon_${kind}_${part})
  # Two Ninjas must not run in one build folder.
  set_tests_properties("${kind}: ${part}" PROPERTIES LABELS tidy TIMEOUT 600 RESOURCE_LOCK ninja)
endfunction()

function(kaon_check_headers part)
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/kaon/${part}/*.hpp")
  get_directory_property(flags COMPILE_OPTIONS)
  list(FILTER flags EXCLUDE REGEX "^SHELL:|^-fsanitize|^[$]<")
  kaon_check_files(headers ${part} FILES ${headers} FLAGS ${flags})
endfunction()

function(kaon_check_wasm part)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/kaon/${part}/*.hpp"
                                            "${PROJECT_SOURCE_DIR}/kaon/${part}/*.cpp")
  list(FILTER files EXCLUDE REGEX "(_test|_bench|_fuzz|_main|/main)\\.cpp$|_test\\.hpp$|/(native|server|testing)/")
  list(TRANSFORM files PREPEND "${PROJECT_SOURCE_DIR}/")
  kaon_check_files(wasm ${part} FILES ${files} FLAGS ${KAON_WASM_FLAGS})
endfunction()
