# kaon_embed(TARGET NAME name FOLDER folder [FILES pattern...] [GENERATED file=path...] [HALF program]): puts the files
# of a folder into the program, and files that the build makes.
#
# Generates the header "embedded/NAME.hpp" for TARGET: namespace NAME with `std::span<const File> files()`, sorted by
# name, `const File* find(std::string_view)`, and `hashed("style.css")`: the file's name with a hash of its content,
# "style.3f2a91c0.css", under which a page should ask for it, so that browsers may keep it for good; a name that is no
# file is a compile error. A File is name (relative to the folder), hashed, content_type, etag (a strong one, with its
# quotes, from the content), bytes, and, in a release build and where it is smaller, the same compressed: brotli, gzip.
# HALF adds `browser_half()`: what a page needs to start the browser half (kaon/browser/half.hpp).
# A changed file rebuilds one small source.
include_guard(GLOBAL)
find_program(KAON_BROTLI brotli)  # Debian: brotli
find_program(KAON_GZIP gzip)

function(kaon_embed target)
  cmake_parse_arguments(EMBED "" "NAME;FOLDER;HALF" "FILES;GENERATED" ${ARGN})
  get_filename_component(folder "${EMBED_FOLDER}" ABSOLUTE)
  if(NOT EMBED_FILES)
    set(EMBED_FILES "*")
  endif()
  list(TRANSFORM EMBED_FILES PREPEND "${folder}/")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" ${EMBED_FILES})
  set(entries)
  set(paths)
  foreach(file IN LISTS files)
    list(APPEND entries "${file}=${folder}/${file}")
  endforeach()
  list(APPEND entries ${EMBED_GENERATED})
  list(SORT entries)
  set(names ${entries})
  list(TRANSFORM names REPLACE "=.*$" "")
  set(paths ${entries})
  list(TRANSFORM paths REPLACE "^[^=]*=" "")

  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  kaon_embed_header("${output}/${EMBED_NAME}.hpp" ${EMBED_NAME} "${EMBED_HALF}" ${names})
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake")
  string(REPLACE ";" "|" joined "${entries}")
  set(compress OFF)
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    set(compress ON)
  endif()
  add_custom_command(
    OUTPUT "${output}/${EMBED_NAME}.cpp"
    COMMAND ${CMAKE_COMMAND} -D "NAME=${EMBED_NAME}" -D "OUTPUT=${output}" -D "FILES=${joined}"
            -D "HALF=${EMBED_HALF}" -D "COMPRESS=${compress}" -D "BROTLI=${KAON_BROTLI}" -D "GZIP=${KAON_GZIP}"
            -P "${script}"
    DEPENDS ${paths} "${script}" COMMENT "embedding ${EMBED_NAME}" VERBATIM)
  kaon_make_first(${target} ${target}_embeds_${EMBED_NAME} "${output}/${EMBED_NAME}.cpp")
  target_sources(${target} PRIVATE "${output}/${EMBED_NAME}.cpp" "${output}/${EMBED_NAME}.hpp")
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${CMAKE_CURRENT_BINARY_DIR}>)
endfunction()

# kaon_make_first(TARGET NAME file...): makes files that custom commands generate for TARGET in a target of their own,
# NAME, that links nothing. CMake lets a command wait for what all targets that it belongs to wait for: those of TARGET
# alone would wait for every library that it links, and whoever uses TARGET would compile nothing before.
function(kaon_make_first target name)
  while(TARGET ${name})
    string(APPEND name "_")
  endwhile()
  add_custom_target(${name} DEPENDS ${ARGN})
  add_dependencies(${target} ${name})
endfunction()

# The header knows the names alone, so that it stands before anything is built and changes with the list of files only.
function(kaon_embed_header path name half)
  list(JOIN ARGN "\", \"" names)
  list(LENGTH ARGN EMBED_COUNT)
  set(EMBED_NAME ${name})
  set(EMBED_LIST "\"${names}\"")
  set(EMBED_HALF_INCLUDE "")
  set(EMBED_HALF_DECLARATION "")
  if(half)
    set(EMBED_HALF_INCLUDE "\n\n#include \"kaon/browser/half.hpp\"")
    set(EMBED_HALF_DECLARATION "\n// The addresses that start the browser half.\nkaon::BrowserHalf browser_half();\n")
  endif()
  configure_file("${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embedded.hpp.in" "${path}" @ONLY)
endfunction()
