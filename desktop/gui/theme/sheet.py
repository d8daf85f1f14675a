"""The one style sheet: shapes of Qt's own controls; colours are `@token`, lengths `$px`, both filled in by theme."""

SHEET = """
* { outline: none; }
QToolTip { background: @tooltip; color: @tooltip_text; border: 1px solid @tooltip; padding: $4 $6; }
QLabel { background: transparent; }
QLabel[tone="text_secondary"] { color: @text_secondary; }
QLabel[tone="text_muted"] { color: @text_muted; }
QLabel[tone="accent_text"] { color: @accent_text; }
QLabel[tone="danger"] { color: @danger; }
QLabel[tone="warn"] { color: @warn; }
QLabel[tone="ok"] { color: @ok; }
QLabel[tone="info"] { color: @info; }
QLabel[tone="neutral"] { color: @neutral; }
QLabel[tone="trial"] { color: @trial; }
QLabel[tone="tooltip_text"] { color: @tooltip_text; }
QLabel:disabled, QLabel[tone]:disabled { color: @text_muted; }
QLabel[tone="keys"] { color: @text_secondary; border: 1px solid @border; border-radius: $4; padding: 0 $5;
  min-height: $18; max-height: $18; }
QFrame[look="line"] { background: @border_subtle; border: none; }
QFrame[look="line_strong"] { background: @border; border: none; }
QFrame[look="card"] { background: @surface; border: 1px solid @border_subtle; border-radius: $8; }
QFrame[look="preview"] { background: @surface_alt; border: 1px solid @border_subtle; border-radius: $8; }
QFrame[look="chip"] { border: none; border-radius: $4; background: @neutral_bg; }
QFrame[look="chip"][tone="ok"] { background: @ok_bg; }
QFrame[look="chip"][tone="warn"], QFrame[look="message"][tone="warn"] { background: @warn_bg; }
QFrame[look="chip"][tone="danger"], QFrame[look="message"][tone="danger"] { background: @danger_bg; }
QFrame[look="chip"][tone="info"], QFrame[look="message"][tone="info"] { background: @info_bg; }
QFrame[look="chip"][tone="trial"] { background: @trial_bg; }
QFrame[look="message"] { border: 1px solid @border_subtle; border-radius: $8; }
QFrame[look="toast"] { background: @tooltip; border: none; border-radius: $6; }
QFrame[look="bar"] { background: @raised; border: none; border-top: 1px solid @border; }
QFrame[look="side"] { background: @sidebar; border: none; border-right: 1px solid @border_subtle; }
QFrame[look="surface"] { background: @surface; border: none; }
QFrame[look="top"] { background: @surface; border: none; border-bottom: 1px solid @border_subtle; }
QFrame[look="head"] { background: @surface; border: none; border-bottom: 1px solid @border_subtle; }
QLabel[look="avatar"] { background: @pressed; border-radius: $12; }
QLabel[look="sheet"] { background: #FFFFFF; border: 1px solid @border; }
QFrame[look="panel"] { background: @surface; border: none; border-left: 1px solid @border; }
QFrame[look="status"] { background: @window; border: none; border-top: 1px solid @border_subtle; }
QFrame[look="raised"] { background: @raised; border: 1px solid @border; border-radius: $10; }
QMainWindow, QWidget[look="page"] { background: @window; }
QMenuBar { background: @window; border-bottom: 1px solid @border_subtle; padding: 0 $6; }
QMenuBar::item { background: transparent; padding: $5 $8; border-radius: $4; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: @pressed; }
QMenu { background: @raised; border: 1px solid @border; padding: $4; }
QMenu::item { padding: $6 $40 $6 $20; border-radius: $4; }
QMenu::item:selected { background: @selection; color: @selection_text; }
QMenu::item:disabled { color: @text_disabled; }
QMenu::separator { height: 1px; background: @border_subtle; margin: $4 $8; }
QPushButton { background: @surface; color: @text; border: 1px solid @border_button; border-radius: $6;
  padding: 0 $13; min-height: $30; }
QPushButton:hover { background: @hover; }
QPushButton:pressed { background: @pressed; }
QPushButton:disabled { color: @text_disabled; background: @surface_alt; border-color: @border_subtle; }
QPushButton[fit="row"] { min-height: $24; padding: 0 $9; }
QPushButton[kind="primary"] { background: @accent; color: @on_accent; border-color: @accent; padding: 0 $14; }
QPushButton[kind="primary"]:hover { background: @accent_hover; border-color: @accent_hover; }
QPushButton[kind="primary"]:pressed { background: @accent_pressed; border-color: @accent_pressed; }
QPushButton[kind="primary"]:disabled { background: @pressed; color: @text_disabled; border-color: @pressed; }
QPushButton[kind="danger"] { background: @danger; color: @on_danger; border-color: @danger; }
QPushButton[kind="quiet"] { background: transparent; color: @text_secondary; border-color: transparent; }
QPushButton[kind="quiet"]:hover { background: @hover; }
QPushButton[kind="quiet"]:disabled { color: @text_disabled; }
QPushButton[kind="link"] { background: transparent; color: @accent_text; border: none; padding: 0 $2;
  min-height: $24; }
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="toast"] { background: transparent; color: @tooltip_accent; border: none; padding: 0 $4; }
QPushButton[kind="search"], QPushButton[kind="search"]:hover { border-color: @border_control; background: @surface; }
QPushButton[fit="crumb"] { padding: 0 $4; }
QToolButton { background: transparent; border: none; border-radius: $6; padding: $4; }
QToolButton:hover { background: @hover; }
QToolButton:pressed { background: @pressed; }
QToolButton::menu-indicator { image: none; }
QLineEdit, QPlainTextEdit { background: @surface; color: @text; border: 1px solid @border_control;
  border-radius: $6; padding: 0 $9; selection-background-color: @accent; selection-color: @on_accent; }
QPlainTextEdit { padding: $5; }
QLineEdit:focus, QPlainTextEdit:focus { border: 2px solid @focus; padding: 0 $8; }
QLineEdit[fault="true"], QPlainTextEdit[fault="true"] { border: 2px solid @danger; padding: 0 $8; }
QLineEdit:disabled, QLineEdit:read-only { color: @text_secondary; background: @surface_alt; border-color: @border; }
QLineEdit[look="bare"], QLineEdit[look="bare"]:focus { border: none; background: transparent; padding: 0; }
QScrollArea { background: transparent; border: none; }
QTableView, QListView { background: @surface; border: none; }
QTableView { selection-background-color: @selection; }
QListView#commands { background: @raised; }
QHeaderView { background: @surface; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QTableCornerButton::section { background: @surface; border: none; }
QScrollBar:vertical { background: transparent; width: $12; margin: 0; }
QScrollBar:horizontal { background: transparent; height: $12; margin: 0; }
QScrollBar::handle { background: @border; border-radius: $3; margin: $3; }
QScrollBar::handle:vertical { min-height: $32; }
QScrollBar::handle:horizontal { min-width: $32; }
QScrollBar::handle:hover { background: @border_control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: @pressed; border: none; border-radius: $2; min-height: $6; max-height: $6; }
QProgressBar::chunk { background: @accent; border-radius: $2; }
QSplitter::handle { background: @border; }
QDialog { background: @raised; }
QCalendarWidget QWidget { background: @raised; }
QCalendarWidget QAbstractItemView { selection-background-color: @accent; selection-color: @on_accent; }
"""
