# Files made at build time: build/PRESET/generated/, included as "generated/icons.h".
set(GENERATED ${CMAKE_BINARY_DIR}/generated)
add_custom_command(
  OUTPUT ${GENERATED}/icons.h ${GENERATED}/icons.inc
  COMMAND node ${CMAKE_SOURCE_DIR}/tools/icons ${CMAKE_SOURCE_DIR}/app/ui/icons.txt ${GENERATED}
  DEPENDS tools/icons app/ui/icons.txt
  COMMENT "Icons")
add_custom_target(make_icons DEPENDS ${GENERATED}/icons.h ${GENERATED}/icons.inc)
add_library(waymark_icons INTERFACE)
target_include_directories(waymark_icons INTERFACE ${CMAKE_BINARY_DIR})
add_dependencies(waymark_icons make_icons)
