# Makes the project in FOLDER, of two applications, one of them with a browser half, with the library's tree at KAON
# below it (add_subdirectory), and compiles the handlers of one with COMPILER: configuring, include paths and checked
# SQL are tried. Whole programs are built with the installed library (tests/package/): here that would compile the
# library once more.
include("${KAON}/tests/package/steps.cmake")

make_project("${FOLDER}" "add_subdirectory(${KAON} kaon EXCLUDE_FROM_ALL)" kaon_program kaon_sql)
run(${CMAKE_COMMAND} -G Ninja -S "${FOLDER}" -B "${FOLDER}/build" "-DCMAKE_CXX_COMPILER=${COMPILER}"
    -DCMAKE_BUILD_TYPE=Debug)

# A source waits for what it includes, which is generated, and for no library: only the program that describes its
# queries is built.
set(object CMakeFiles/users_app.dir/server/users.cpp.o)
execute_process(COMMAND ninja -C "${FOLDER}/build" -t inputs ${object} OUTPUT_VARIABLE inputs
                COMMAND_ERROR_IS_FATAL ANY)
if(NOT inputs MATCHES "libkaon_sql_check\\.a" OR inputs MATCHES "libkaon_(coro|web|program)\\.a")
  message(FATAL_ERROR "${object} waits for:\n${inputs}")
endif()
run(${CMAKE_COMMAND} --build "${FOLDER}/build" --target ${object})
