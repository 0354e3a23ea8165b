# Makes the project in FOLDER, of two applications, one of them with a browser half, on the library at KAON, builds it
# with COMPILER and runs its tests.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
  if(status)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

file(COPY "${KAON}/examples/users/" DESTINATION "${FOLDER}" PATTERN "CMakeLists.txt" EXCLUDE)
file(COPY "${KAON}/examples/counter" DESTINATION "${FOLDER}")
file(WRITE "${FOLDER}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(outside CXX)
enable_testing()
add_subdirectory(${KAON} kaon EXCLUDE_FROM_ALL)
kaon_app(users LIBS kaon_web kaon_sql kaon_transport)
add_subdirectory(counter)
")
run(${CMAKE_COMMAND} -G Ninja -S "${FOLDER}" -B "${FOLDER}/build" "-DCMAKE_CXX_COMPILER=${COMPILER}"
    -DCMAKE_BUILD_TYPE=Debug)
run(${CMAKE_COMMAND} --build "${FOLDER}/build")
run(${CMAKE_CTEST_COMMAND} --test-dir "${FOLDER}/build" --output-on-failure --no-tests=error)
