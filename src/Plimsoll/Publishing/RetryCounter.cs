using Plimsoll.Registries;

namespace Plimsoll.Publishing;

/// <summary>Counts the attempts that a registry client makes anew, and passes the notices on.</summary>
/// <param name="listener">Whom to tell, or <c>null</c>.</param>
internal sealed class RetryCounter(IProgress<RetryNotice>? listener) : IProgress<RetryNotice>
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public void Report(RetryNotice value)
    {
        Interlocked.Increment(ref _count);
        listener?.Report(value);
    }
}
