"""What is printed: an issued document as PDF, and PDF as pictures for preview; begin in `invoice`.

Imports the domain, `i18n` and `paths`. ReportLab and PDFium are loaded with the modules that use them, so services
import `invoice` and `preview` where a document is first shown, not at start-up. Nothing is summed here.
"""
