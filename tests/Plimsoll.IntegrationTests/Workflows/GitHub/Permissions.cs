namespace Plimsoll.IntegrationTests.Workflows.GitHub;

/// <summary>A called workflow cannot have more rights than its caller grants; the host would not start it.</summary>
internal static class Permissions
{
    private static readonly string[] Levels = ["none", "read", "write"];

    /// <param name="job">A job, which must say what it needs.</param>
    /// <param name="granted">What the caller grants; <c>null</c> where there is none.</param>
    public static void Check(YamlMap job, YamlMap? granted)
    {
        foreach (var (name, level) in job.Map("permissions")?.Pairs() ?? throw new UnsupportedSyntaxException($"{job.Where} does not say which permissions it needs"))
            if (granted is not null && Array.IndexOf(Levels, level) > Array.IndexOf(Levels, granted.Text(name) ?? "none"))
                throw new UnsupportedSyntaxException($"{job.Where} needs {name}: {level}, which the caller does not grant");
    }
}
