using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using LibGit2Sharp;

namespace Plimsoll.Git;

/// <summary>
/// Finds the folder of libgit2 where the runtime does not look for it. In a program that loads libraries while it runs (a script of Cake,
/// a plug-in) nothing tells the runtime of the folder <c>runtimes</c> of a package, as a program's own <c>.deps.json</c> does.
/// </summary>
internal static class NativeLibraryFolder
{
    private const string NativePackage = "LibGit2Sharp.NativeBinaries";

    private static readonly EnumerationOptions IgnoringCase = new() { MatchCasing = MatchCasing.CaseInsensitive };

    /// <summary>Lets the runtime ask here, once it has found no libgit2 itself.</summary>
    public static void Register()
    {
        if (AssemblyLoadContext.GetLoadContext(typeof(Repository).Assembly) is { } context)
            context.ResolvingUnmanagedDll += Load;
    }

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Where the path is empty, nothing is looked for.")]
    private static nint Load(Assembly assembly, string name) =>
        assembly == typeof(Repository).Assembly
            && Find(assembly.Location, RuntimeInformation.RuntimeIdentifier) is { } folder
            && Directory.EnumerateFiles(folder).FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) is var found && (found == name || found == $"lib{name}")) is { } library
            && NativeLibrary.TryLoad(library, out var handle) ? handle : 0;

    /// <summary>The folder: below that of the assembly, or in the package beside the assembly's own; <c>null</c> where neither has one.</summary>
    /// <param name="assembly">The path of LibGit2Sharp's assembly; empty in a program of one file, which has what it needs.</param>
    /// <param name="runtimeIdentifier">What runs: <c>linux-x64</c>.</param>
    public static string? Find(string assembly, string runtimeIdentifier)
    {
        if (Path.GetDirectoryName(assembly) is not { Length: > 0 } folder)
            return null;

        return new[] { folder }.Concat(FindPackages(folder)).Select(root => Path.Combine(root, "runtimes", runtimeIdentifier, "native")).FirstOrDefault(Directory.Exists);
    }

    /// <summary>
    /// The packages of native libraries beside the package that the assembly is in: <c>LibGit2Sharp.0.32.0/lib/net8.0</c>, as tools
    /// unpack them, or <c>libgit2sharp/0.32.0/lib/net8.0</c>, as the packages folder has them.
    /// </summary>
    private static IEnumerable<string> FindPackages(string folder)
    {
        var package = new DirectoryInfo(folder).Parent?.Parent;
        var flat = package?.Parent?.EnumerateDirectories($"{NativePackage}*", IgnoringCase) ?? [];
        var nested = package?.Parent?.Parent?.EnumerateDirectories(NativePackage, IgnoringCase).SelectMany(versions => versions.EnumerateDirectories()) ?? [];
        return flat.Concat(nested).Select(directory => directory.FullName).OrderDescending(StringComparer.Ordinal);
    }
}
