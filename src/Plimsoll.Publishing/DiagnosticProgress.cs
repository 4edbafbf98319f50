namespace Plimsoll.Publishing;

/// <summary>Reports values as diagnostics of one level.</summary>
/// <typeparam name="T">A text, or a notice whose <see cref="object.ToString"/> is one.</typeparam>
internal sealed class DiagnosticProgress<T>(IProgress<Diagnostic> diagnostics, DiagnosticLevel level) : IProgress<T>
    where T : notnull
{
    public void Report(T value) => diagnostics.Report(new Diagnostic(level, value.ToString()!));
}
