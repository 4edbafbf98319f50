namespace Plimsoll.Publishing.Execution;

/// <summary>
/// A token that is cancelled a while after another one. A write that is under way when the user gives up is seen to its
/// end: a registry may do it although nobody waits, after one has looked whether it did.
/// </summary>
internal sealed class DelayedCancellation : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _registration;

    /// <param name="length">How much later.</param>
    /// <param name="cancellationToken">The user's.</param>
    public DelayedCancellation(TimeSpan length, CancellationToken cancellationToken) =>
        _registration = cancellationToken.Register(() => _source.CancelAfter(length));

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _registration.Dispose();
        _source.Dispose();
    }
}
