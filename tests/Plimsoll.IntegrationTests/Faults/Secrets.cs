namespace Plimsoll.IntegrationTests.Faults;

/// <summary>What no message may contain.</summary>
internal static class Secrets
{
    public const string Password = "p4ssw0rd-of-ann";

    /// <summary>What the tokens of the proxy begin with.</summary>
    private const string Token = "secret-token";

    public static bool AreIn(string text) => text.Contains(Password, StringComparison.Ordinal) || text.Contains(Token, StringComparison.Ordinal);
}
