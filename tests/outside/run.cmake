# Makes the project in FOLDER, of two applications, one of them with a browser half, with the library's tree at KAON
# below it (add_subdirectory), and compiles the handlers of one with COMPILER: configuring, include paths and checked
# SQL are tried. Whole programs are built with the installed library (tests/package/): here that would compile the
# library once more.
include("${KAON}/tests/package/steps.cmake")

make_project("${FOLDER}" "add_subdirectory(${KAON} kaon EXCLUDE_FROM_ALL)" kaon_program kaon_sql)
run(${CMAKE_COMMAND} -G Ninja -S "${FOLDER}" -B "${FOLDER}/build" "-DCMAKE_CXX_COMPILER=${COMPILER}"
    -DCMAKE_BUILD_TYPE=Debug)
run(${CMAKE_COMMAND} --build "${FOLDER}/build" --target kaon-sql-describe)
# The handlers alone: the library's targets, which the application's archive waits for, are not what is tried.
run(${CMAKE_COMMAND} --build "${FOLDER}/build" --target CMakeFiles/users_app.dir/server/users.cpp.o)
