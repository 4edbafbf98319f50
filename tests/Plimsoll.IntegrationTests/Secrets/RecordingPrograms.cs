using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Secrets;

/// <summary>Programs in front of others on <c>PATH</c> that keep the arguments and the environment they are started with, each start in a file.</summary>
/// <param name="folder">Where they and their records are.</param>
internal sealed class RecordingPrograms(TempDirectory folder)
{
    private const string GivenName = "user";

    /// <summary>The search path.</summary>
    public string Path => $"{folder["bin"]}:/usr/bin:/bin";

    /// <summary>Where the records are: <c>PROGRAM.PID</c>.</summary>
    public string Records => Directory.CreateDirectory(folder["records"]).FullName;

    /// <summary>A program that says what the lines of a shell script say.</summary>
    public void Add(string name, string script)
    {
        var file = folder.Write($"bin/{name}", $$"""
            #!/bin/sh
            { tr '\0' '\n' < /proc/$$/cmdline; env; } > '{{Records}}'/{{name}}.$$
            {{script}}

            """);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    /// <summary>A credential helper.</summary>
    /// <param name="name">What follows <c>docker-credential-</c>.</param>
    /// <param name="secret">What it knows.</param>
    /// <param name="ending">What it does beside answering.</param>
    public void AddHelper(string name, string secret, string ending) => Add($"docker-credential-{name}", $$"""
        cat > /dev/null
        cat << 'END'
        {"ServerURL":"x","Username":"{{GivenName}}","Secret":"{{secret.Replace("\"", "\\\"", StringComparison.Ordinal)}}"}
        END
        {{ending}}
        """);

    /// <summary>The program that a record is of.</summary>
    public static string ProgramOf(string record) => System.IO.Path.GetFileNameWithoutExtension(record);
}
