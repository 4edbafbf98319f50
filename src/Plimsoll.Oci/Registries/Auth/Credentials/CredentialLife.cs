namespace Plimsoll.Oci.Registries.Auth.Credentials;

/// <summary>
/// How long a credential is used that ends. By two clocks, because neither tells all: one that was set back would make it
/// last for longer, and the other may stand still while the machine sleeps.
/// </summary>
/// <param name="clock">Both clocks.</param>
/// <param name="time">How long from now on.</param>
internal sealed class CredentialLife(TimeProvider clock, TimeSpan time)
{
    private readonly long _start = clock.GetTimestamp();

    /// <summary>When it is to be looked for anew, by the time of day.</summary>
    public DateTimeOffset RenewAt { get; } = clock.GetUtcNow() + time;

    /// <summary>Whether it is to be looked for anew.</summary>
    public bool IsOver => clock.GetUtcNow() >= RenewAt || clock.GetElapsedTime(_start) >= time;
}
