using Plimsoll.Build.CI;

namespace Plimsoll.Build;

/// <summary>A terminal of JetBrains Rider or of another IDE of JetBrains.</summary>
public sealed class Rider : Terminal
{
    internal Rider(HostContext context) : base(context)
    {
    }

    internal static bool IsRunning(IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault("IDEA_INITIAL_DIRECTORY") is { Length: > 0 }
        || Contains("XPC_SERVICE_NAME", "com.jetbrains.rider", environment) || Contains("TERMINAL_EMULATOR", "JetBrains-JediTerm", environment);

    private static bool Contains(string name, string text, IReadOnlyDictionary<string, string> environment) =>
        environment.GetValueOrDefault(name)?.Contains(text, StringComparison.OrdinalIgnoreCase) == true;
}
