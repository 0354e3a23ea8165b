# What tests of whole projects share: run(command...) fails with its command; make_project(FOLDER lines LIBS...) makes a
# project of two applications, one of them with a browser half, that comes by the library by `lines`.
function(run)
  execute_process(COMMAND ${ARGN} RESULT_VARIABLE status)
  if(status)
    message(FATAL_ERROR "failed: ${ARGN}")
  endif()
endfunction()

function(make_project folder lines)
  file(COPY "${KAON}/examples/users/" DESTINATION "${folder}" PATTERN "CMakeLists.txt" EXCLUDE)
  file(COPY "${KAON}/examples/counter" DESTINATION "${folder}")
  string(JOIN " " libraries ${ARGN})
  file(WRITE "${folder}/CMakeLists.txt" "cmake_minimum_required(VERSION 3.25)
project(outside CXX)
enable_testing()
${lines}
kaon_app(users LIBS ${libraries})
add_subdirectory(counter)
")
endfunction()
