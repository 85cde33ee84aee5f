"""Papers as PDF and DOCX: fonts, type-setting, the layout of official papers, printed codes. Plain Python."""
