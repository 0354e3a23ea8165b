# A program links with LIBRARY when it was compiled as the library was; else the linker's message names the settings.
file(MAKE_DIRECTORY "${FOLDER}")
file(WRITE "${FOLDER}/program.cpp" "#include \"kaon/base/result.hpp\"\nint main() {}\n")

function(link result)
  execute_process(COMMAND "${COMPILER}" -std=c++2c "-I${KAON}" ${ARGN} "${FOLDER}/program.cpp" "${LIBRARY}"
                          -fuse-ld=lld -o "${FOLDER}/program" RESULT_VARIABLE status ERROR_VARIABLE text)
  set(${result} ${status} PARENT_SCOPE)
  set(text "${text}" PARENT_SCOPE)
endfunction()

# What a debug build differs in is no reason.
link(status -O0 -g -D_GLIBCXX_ASSERTIONS)
if(status)
  message(FATAL_ERROR "a debug program does not link:\n${text}")
endif()
foreach(setting IN ITEMS -fno-exceptions -D_GLIBCXX_DEBUG -D_GLIBCXX_USE_CXX11_ABI=0)
  link(status ${setting})
  string(REGEX REPLACE "^-D" "" word "${setting}")
  string(FIND "${text}" "${word}" at)
  if(NOT status OR at EQUAL -1 OR NOT text MATCHES "undefined symbol: Kaon [0-9.]+ as your sources see it")
    message(FATAL_ERROR "a program with ${setting} links, or the message does not say why not:\n${text}")
  endif()
endforeach()
