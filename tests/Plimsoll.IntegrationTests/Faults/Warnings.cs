using System.Collections.Concurrent;
using Plimsoll.Publishing;

namespace Plimsoll.IntegrationTests.Faults;

/// <summary>Keeps what a run warned of.</summary>
internal sealed class Warnings : IProgress<Diagnostic>
{
    private readonly ConcurrentQueue<string> _texts = new();

    public IReadOnlyCollection<string> Texts => _texts;

    public void Report(Diagnostic value)
    {
        if (value.Level == DiagnosticLevel.Warning)
            _texts.Enqueue(value.Text);
    }
}
