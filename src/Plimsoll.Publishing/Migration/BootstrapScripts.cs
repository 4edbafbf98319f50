using System.Text;
using System.Text.RegularExpressions;

namespace Plimsoll.Publishing.Migration;

/// <summary>The scripts that compile and start a build, for a build project at any place.</summary>
internal static partial class BootstrapScripts
{
    public static IReadOnlyList<string> Names { get; } = ["build.sh", "build.cmd"];

    /// <summary>Whether a script can name the project: other characters would be the shell's.</summary>
    /// <param name="project">The project file, relative to the repository, with forward slashes.</param>
    public static bool CanName(string project) => Nameable.IsMatch(project) && project.Contains('/');

    /// <summary>Whether a script is one that NUKE or Fallout wrote.</summary>
    public static bool IsNuke(string text) => Marks.Any(mark => text.Contains(mark, StringComparison.OrdinalIgnoreCase));

    /// <summary>A script's bytes.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="project">The project file, relative to the repository, with forward slashes.</param>
    /// <param name="program">The name of the program that it makes.</param>
    public static byte[] Create(string name, string project, string program)
    {
        using var stream = typeof(BootstrapScripts).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var (folder, output) = (Path.GetDirectoryName(project)!.Replace('\\', '/'), Path.GetFileNameWithoutExtension(project));
        var text = reader.ReadToEnd();
        return Encoding.UTF8.GetBytes(name == "build.sh"
            ? text.Replace("bin/_build/release/_build", $"bin/{output}/release/{program}", StringComparison.Ordinal)
                .Replace("/{build,", $"/{{{folder},", StringComparison.Ordinal)
                .Replace("$root/build/_build.csproj", $"$root/{project}", StringComparison.Ordinal)
            : text.Replace(@"bin\_build\release\_build.exe", $@"bin\{output}\release\{program}.exe", StringComparison.Ordinal)
                .Replace(@"""%root%\build"" ""%mirror%\build""", $@"""%root%\{Windows(folder)}"" ""%mirror%\build""", StringComparison.Ordinal)
                .Replace(@"%root%\build\_build.csproj", $@"%root%\{Windows(project)}", StringComparison.Ordinal));
    }

    private static readonly string[] Marks = ["BUILD_PROJECT_FILE", "build.ps1", "dotnet fallout", "dotnet nuke"];

    private static string Windows(string path) => path.Replace('/', '\\');

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9_./-]*$")]
    private static partial Regex Nameable { get; }
}
