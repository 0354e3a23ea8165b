# Links a program for the browser that opens a file, compiled by CXX in FOLDER, and expects CHECK to refuse it by name.
cmake_minimum_required(VERSION 3.25)
file(WRITE "${FOLDER}/app/notes.cpp" "#include <cstdio>
extern \"C\" __attribute__((export_name(\"start\"))) int start() {
    FILE* file = std::fopen(\"notes.txt\", \"r\");
    return file ? std::fclose(file) : 1;
}
")
set(target --target=wasm32-wasi -stdlib=libc++)
execute_process(COMMAND "${CXX}" ${target} -O1 -c "${FOLDER}/app/notes.cpp" -o "${FOLDER}/app/notes.cpp.o"
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND "${CXX}" ${target} -nostartfiles -Wl,--no-entry,--strip-debug
                        "-Wl,--why-extract=${FOLDER}/notes.why" "${FOLDER}/app/notes.cpp.o" -o "${FOLDER}/notes.wasm"
                COMMAND_ERROR_IS_FATAL ANY)
execute_process(COMMAND ${CMAKE_COMMAND} -D "WASM=${FOLDER}/notes.wasm" -D "WHY=${FOLDER}/notes.why"
                        -D "FOLDER=${FOLDER}" -P "${CHECK}"
                RESULT_VARIABLE status ERROR_VARIABLE said)
if(status EQUAL 0 OR EXISTS "${FOLDER}/notes.wasm")
  message(FATAL_ERROR "A program that opens files was not refused")
endif()
foreach(line IN ITEMS "app/notes.cpp uses fopen: a browser has none of that."
        "notes.wasm would ask the system for [a-z_, ]*path_open[a-z_, ]*\n")
  if(NOT said MATCHES "${line}")
    message(FATAL_ERROR "Nothing like '${line}' in\n${said}")
  endif()
endforeach()
