using System.Diagnostics;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Crashes;

/// <summary>What a run of the command sees of the machine: a working directory, a home directory and one for temporary files, each its own.</summary>
internal sealed class CrashWorld : IDisposable
{
    private readonly TempDirectory _folder = new();

    public CrashWorld()
    {
        foreach (var name in (string[])["work", "home", "tmp"])
            Directory.CreateDirectory(_folder[name]);
    }

    public string Root => _folder.Path;

    public string Work => _folder["work"];

    public string Home => _folder["home"];

    public string Temporary => _folder["tmp"];

    /// <summary>What is set beside or instead of the usual.</summary>
    public Dictionary<string, string?> Environment { get; } = [];

    /// <summary>The absolute path of something in the working directory.</summary>
    public string this[string relative] => Path.Combine(Work, relative);

    /// <summary>Writes a file of the working directory.</summary>
    public void Write(string relative, string content) => _folder.Write(Path.Combine("work", relative), content);

    /// <summary>Puts a copy of a folder's content into the working directory.</summary>
    public void CopyFrom(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = this[Path.GetRelativePath(folder, file)];
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>How the command is started here, through a program such as a shell where one is given.</summary>
    public ProcessStartInfo Prepare(string program, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Work,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach (var name in (string[])["PATH", "DOTNET_ROOT"])
            if (System.Environment.GetEnvironmentVariable(name) is { } value)
                start.Environment[name] = value;
        start.Environment["HOME"] = Home;
        start.Environment["TMPDIR"] = Temporary;
        start.Environment["SOURCE_DATE_EPOCH"] = "1767323045";
        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // Where the command is not compiled yet: no sockets among the temporary files.
        foreach (var (name, value) in Environment)
            start.Environment[name] = value;
        return start;
    }

    public void Dispose() => _folder.Dispose();
}
