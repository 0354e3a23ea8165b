# kaon_sql(TARGET MIGRATIONS folder [SOURCES source...] [ROOT folder]): checked SQL for the sources of a target.
#
# Before a source is compiled, kaon-sql-describe asks SQLite about each sql<"..."> in it (and in the headers below
# ROOT that it includes by quotes) against a database made from the migrations, and writes one header, which the
# compiler reads first (-include). A source whose queries did not change is not recompiled for that; a changed
# migration describes all again and recompiles those whose description changed. SOURCES: by default all .cpp of
# the target. ROOT: the calling folder. The migrations are embedded too, once per folder: #include
# "embedded/migrations.hpp", migrations::files().
#
# Until the first build each header is a stand-in that makes queries warnings, so that an editor has no red files.
include_guard(GLOBAL)
include(kaon_embed)

function(kaon_sql target)
  cmake_parse_arguments(SQL "" "MIGRATIONS;ROOT" "SOURCES" ${ARGN})
  if(NOT SQL_MIGRATIONS)
    message(FATAL_ERROR "kaon_sql(${target}): MIGRATIONS names the folder with the .sql files")
  endif()
  get_filename_component(folder "${SQL_MIGRATIONS}" ABSOLUTE)
  if(NOT IS_DIRECTORY "${folder}")
    message(FATAL_ERROR "kaon_sql(${target}): there is no folder ${folder}; make it, with a first 0001_name.sql in it")
  endif()
  if(NOT SQL_ROOT)
    set(SQL_ROOT "${CMAKE_CURRENT_SOURCE_DIR}")
  endif()
  if(NOT SQL_SOURCES)
    get_target_property(SQL_SOURCES ${target} SOURCES)
  endif()
  file(GLOB migrations CONFIGURE_DEPENDS "${folder}/*.sql")

  get_property(embedded DIRECTORY PROPERTY KAON_SQL_EMBEDDED)
  if(NOT folder IN_LIST embedded)
    kaon_embed(${target} NAME migrations FOLDER "${folder}" FILES "*.sql")
    set_property(DIRECTORY APPEND PROPERTY KAON_SQL_EMBEDDED "${folder}")
  endif()

  set(headers)
  foreach(source IN LISTS SQL_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    cmake_path(IS_PREFIX CMAKE_CURRENT_BINARY_DIR "${source}" is_generated)
    if(is_generated OR NOT source MATCHES "\\.(cpp|cc|cxx)$")
      continue()
    endif()
    kaon_sql_source("${source}" "${folder}" "${SQL_ROOT}" "${migrations}")
    get_property(header SOURCE "${source}" PROPERTY KAON_SQL_HEADER)
    list(APPEND headers "${header}")
  endforeach()
  if(headers)
    kaon_make_first(${target} ${target}_describes ${headers})
  endif()
endfunction()

# One source: the command that describes it, and the flag that shows the compiler the result.
function(kaon_sql_source source folder root migrations)
  file(RELATIVE_PATH short "${root}" "${source}")
  string(REPLACE "../" "" short "${short}")
  set(header "${CMAKE_CURRENT_BINARY_DIR}/sql/${short}.hpp")
  get_property(described SOURCE "${source}" PROPERTY KAON_SQL_HEADER)
  if(described)
    return()
  endif()
  set_property(SOURCE "${source}" PROPERTY KAON_SQL_HEADER "${header}")
  if(NOT EXISTS "${header}")
    file(WRITE "${header}" "// Stands in until the first build.\n#pragma once\n#define KAON_SQL_EDITOR\n")
  endif()
  add_custom_command(
    OUTPUT "${header}"
    COMMAND kaon-sql-describe --migrations "${folder}" --root "${root}" --output "${header}" --depfile "${header}.d"
            "${source}"
    DEPENDS kaon-sql-describe "${source}" ${migrations}
    DEPFILE "${header}.d" COMMENT "describing queries of ${short}" VERBATIM)
  set_property(SOURCE "${source}" APPEND PROPERTY OBJECT_DEPENDS "${header}")
  set_property(SOURCE "${source}" APPEND PROPERTY COMPILE_OPTIONS -include "${header}")
endfunction()
