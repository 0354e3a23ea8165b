# Makes the project in FOLDER on the library that is installed in PREFIX, with find_package: two applications, one of
# them with a browser half, built for debugging with warnings as errors, and tested.
include("${CMAKE_CURRENT_LIST_DIR}/steps.cmake")

make_project("${FOLDER}/project" "find_package(kaon REQUIRED)" kaon::program kaon::sql)
# Who does not link kaon::client needs no libcurl.
run(${CMAKE_COMMAND} -G Ninja -S "${FOLDER}/project" -B "${FOLDER}/build" "-DCMAKE_CXX_COMPILER=${COMPILER}"
    -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_PREFIX_PATH=${PREFIX}" -DCMAKE_DISABLE_FIND_PACKAGE_CURL=ON
    "-DCMAKE_CXX_FLAGS=-Wall -Wshadow -Wconversion -Wno-sign-conversion -Werror")
run(${CMAKE_COMMAND} --build "${FOLDER}/build")
run(${CMAKE_CTEST_COMMAND} --test-dir "${FOLDER}/build" --output-on-failure --no-tests=error)

# With another compiler the package says so before anything is compiled.
find_program(other NAMES g++ g++-12)
if(other)
  execute_process(COMMAND ${CMAKE_COMMAND} -G Ninja -S "${FOLDER}/project" -B "${FOLDER}/other"
                          "-DCMAKE_CXX_COMPILER=${other}" "-DCMAKE_PREFIX_PATH=${PREFIX}"
                  RESULT_VARIABLE status OUTPUT_QUIET ERROR_VARIABLE text)
  string(REGEX REPLACE "[ \n]+" " " text "${text}")
  if(NOT status OR NOT text MATCHES "Kaon needs clang 19 or newer and this is .*DCMAKE_CXX_COMPILER=clang\\+\\+-19")
    message(FATAL_ERROR "with ${other} CMake says: ${text}")
  endif()
endif()
