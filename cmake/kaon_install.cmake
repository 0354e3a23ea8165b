# What `cmake --install` puts where: headers, libraries, programs, the CMake package and the browser half's objects.
#
#   include/kaon/          every header that an application may include
#   lib/libkaon_*.a        the parts, static
#   lib/cmake/kaon/        find_package(kaon): the functions of cmake/ that applications call, under the same names
#   share/kaon/browser/    objects for debug and release halves, the glue, and include/, through which wasm sees the
#                          headers: below /usr/include they are among those of another machine
#   bin/                   kaon, kaon-sql-describe; share/man has their manual pages
#
# The target kaon_package builds all of it. docs/decisions/package.md says why it is so.
include(CMakePackageConfigHelpers)

set(package lib/cmake/kaon)
set(browser share/kaon/browser)

# Everything that an application may include: not what is beside tests and tools.
file(GLOB_RECURSE headers CONFIGURE_DEPENDS RELATIVE "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/kaon/*.hpp"
                                            "${PROJECT_SOURCE_DIR}/kaon/*.inc")
list(FILTER headers EXCLUDE REGEX "^kaon/(sql/check|browser/rt)/|_test\\.hpp$")
foreach(header IN LISTS headers)
  cmake_path(GET header PARENT_PATH folder)
  install(FILES "${header}" DESTINATION "include/${folder}")
endforeach()

list(TRANSFORM KAON_PARTS PREPEND "kaon_" OUTPUT_VARIABLE libraries)
install(TARGETS ${libraries} EXPORT kaonTargets ARCHIVE DESTINATION lib)
install(EXPORT kaonTargets DESTINATION ${package} NAMESPACE kaon::)
install(TARGETS kaon-sql-describe RUNTIME DESTINATION bin)
add_custom_target(kaon_package DEPENDS ${libraries} kaon-sql-describe)
if(TARGET kaon_cli)
  install(TARGETS kaon_cli RUNTIME DESTINATION bin)
  add_dependencies(kaon_package kaon_cli)
endif()

# Manual pages, from what the programs say of themselves.
set(manual)
foreach(program IN ITEMS kaon_cli kaon-sql-describe)
  if(TARGET ${program})
    get_target_property(name ${program} OUTPUT_NAME)
    if(NOT name)
      set(name ${program})
    endif()
    set(page "${CMAKE_BINARY_DIR}/package/man1/${name}.1")
    set(written "${page}")
    if(KAON_GZIP)
      string(APPEND written ".gz")
    endif()
    add_custom_command(
      OUTPUT "${written}"
      COMMAND ${CMAKE_COMMAND} -D "PROGRAM=$<TARGET_FILE:${program}>" -D "OUTPUT=${page}"
              -D "VERSION=${PROJECT_VERSION}" -D "GZIP=${KAON_GZIP}" -P "${CMAKE_CURRENT_LIST_DIR}/manual_page.cmake"
      DEPENDS ${program} "${CMAKE_CURRENT_LIST_DIR}/manual_page.cmake" COMMENT "Manual page of ${name}" VERBATIM)
    list(APPEND manual "${written}")
  endif()
endforeach()
add_custom_target(kaon_manual ALL DEPENDS ${manual})
install(FILES ${manual} DESTINATION share/man/man1)
add_dependencies(kaon_package kaon_manual)

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/kaonConfig.cmake.in" "${CMAKE_BINARY_DIR}/kaonConfig.cmake"
                              INSTALL_DESTINATION ${package} NO_CHECK_REQUIRED_COMPONENTS_MACRO)
# Before 1.0 a minor version may break what is built on it.
write_basic_package_version_file("${CMAKE_BINARY_DIR}/kaonConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${CMAKE_BINARY_DIR}/kaonConfig.cmake" "${CMAKE_BINARY_DIR}/kaonConfigVersion.cmake"
        DESTINATION ${package})
foreach(file IN ITEMS kaon_app.cmake kaon_browser.cmake kaon_embed.cmake kaon_link.cmake kaon_pch.cmake kaon_sql.cmake
                      kaon_test.cmake check_wasm.cmake embed_files.cmake embedded.hpp.in join_glue.cmake)
  install(FILES "${CMAKE_CURRENT_LIST_DIR}/${file}" DESTINATION ${package})
endforeach()

if(KAON_BROWSER_ENABLED)
  add_dependencies(kaon_package kaon_browser_objects)
  foreach(kind IN ITEMS debug release)
    get_property(objects GLOBAL PROPERTY KAON_BROWSER_OBJECTS_${kind})
    foreach(object IN LISTS objects)
      file(RELATIVE_PATH short "${KAON_BROWSER_FOLDER}/${kind}" "${object}")
      cmake_path(GET short PARENT_PATH folder)
      install(FILES "${object}" DESTINATION "${browser}/${kind}/${folder}")
    endforeach()
  endforeach()
  install(DIRECTORY kaon/browser/glue DESTINATION ${browser} FILES_MATCHING PATTERN "*.js")
  file(MAKE_DIRECTORY "${CMAKE_BINARY_DIR}/package/include")
  file(CREATE_LINK ../../../../include/kaon "${CMAKE_BINARY_DIR}/package/include/kaon" SYMBOLIC)
  install(DIRECTORY "${CMAKE_BINARY_DIR}/package/include" DESTINATION ${browser})
endif()
include(kaon_deb)
