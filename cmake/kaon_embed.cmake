# kaon_embed(TARGET NAME name FOLDER folder [FILES pattern...]): puts the files of a folder into the program.
#
# Generates the header "embedded/NAME.hpp" for TARGET: namespace NAME with `std::span<const File> files()`, sorted by
# name,
# and `const File* find(std::string_view)`; a File is name (relative to the folder), content_type, etag (a strong
# one, with
# its quotes, from the content) and bytes. A changed file rebuilds one small source.
include_guard(GLOBAL)

function(kaon_embed target)
  cmake_parse_arguments(EMBED "" "NAME;FOLDER" "FILES" ${ARGN})
  get_filename_component(folder "${EMBED_FOLDER}" ABSOLUTE)
  if(NOT EMBED_FILES)
    set(EMBED_FILES "*")
  endif()
  list(TRANSFORM EMBED_FILES PREPEND "${folder}/")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE "${folder}" ${EMBED_FILES})
  list(SORT files)
  set(output "${CMAKE_CURRENT_BINARY_DIR}/embedded")
  set(paths ${files})
  list(TRANSFORM paths PREPEND "${folder}/")
  set(script "${CMAKE_CURRENT_FUNCTION_LIST_DIR}/embed_files.cmake")
  string(REPLACE ";" "|" joined "${files}")
  add_custom_command(
    OUTPUT "${output}/${EMBED_NAME}.cpp" "${output}/${EMBED_NAME}.hpp"
    COMMAND ${CMAKE_COMMAND} -D "NAME=${EMBED_NAME}" -D "FOLDER=${folder}" -D "OUTPUT=${output}" -D "FILES=${joined}"
            -P "${script}"
    DEPENDS ${paths} "${script}" COMMENT "embedding ${EMBED_NAME}" VERBATIM)
  target_sources(${target} PRIVATE "${output}/${EMBED_NAME}.cpp" "${output}/${EMBED_NAME}.hpp")
  target_include_directories(${target} PUBLIC "${CMAKE_CURRENT_BINARY_DIR}")
endfunction()
