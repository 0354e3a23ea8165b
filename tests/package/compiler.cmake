# The first error of a compiler that cannot compile Kaon is the remedy, whichever header comes first.
function(expect_remedy)
  foreach(header IN ITEMS web/web.hpp sql/sql.hpp ui/ui.hpp base/result.hpp coro/task.hpp json/read.hpp
                          signal/signal.hpp program/program.hpp)
    execute_process(COMMAND ${ARGN} "-I${KAON}" -fsyntax-only -include "kaon/${header}" -x c++ /dev/null
                    RESULT_VARIABLE status ERROR_VARIABLE text)
    string(REGEX MATCH "error: [^\n]*" first "${text}")
    if(NOT status OR NOT first MATCHES "Kaon needs clang 19 or newer with -std=c\\+\\+2c.*apt-get install clang-19")
      message(FATAL_ERROR "${ARGN} says of kaon/${header}: ${first}")
    endif()
  endforeach()
endfunction()

expect_remedy("${COMPILER}" -std=c++20 -ferror-limit=1)
find_program(other NAMES g++ g++-12)
if(other)
  expect_remedy("${other}" -std=c++20 -fmax-errors=1)
endif()
