using System.Text.Json;
using Plimsoll.Testing;

namespace Plimsoll.IntegrationTests.Packages;

/// <summary>What is shipped is made from the packages of <c>src/dependencies.txt</c>, direct and transitive, and from no other bytes.</summary>
/// <remarks>
/// NuGet's own lock files would also pin the compiler for native code, which the SDK chooses by its version and by the platform that is
/// compiled for: every machine would write another file. The restored graph without that is the same everywhere.
/// </remarks>
public sealed class DependencyTests
{
    private static readonly string[] Shipped =
    [
        "Plimsoll.Build", "Plimsoll.Build.Components", "Plimsoll.Build.Generators", "Plimsoll.Cli", "Plimsoll.Docker", "Plimsoll.Git", "Plimsoll.MetadataAction", "Plimsoll.Oci", "Plimsoll.Policy",
        "Plimsoll.Publishing", "Plimsoll.Tags",
    ];

    /// <summary>What the SDK adds by itself, in its own version.</summary>
    private static readonly string[] OfTheSdk = ["Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks", "runtime."];

    private static readonly string List = Path.Combine(NativeCommand.RepositoryRoot, "src", "dependencies.txt");

    [Fact]
    public void What_is_shipped_is_made_from_the_packages_that_are_listed()
    {
        var listed = File.ReadAllLines(List).Where(line => line.Length > 0 && line[0] != '#').ToList();
        var restored = Restored();
        var file = Path.Combine(AppContext.BaseDirectory, "dependencies.txt");
        File.WriteAllLines(file, File.ReadAllLines(List).TakeWhile(line => line.StartsWith('#')).Concat(restored));

        Assert.True(listed.SequenceEqual(restored), $"""
            src/dependencies.txt lists other packages than were restored. If this is intended, move {file} over it.
            not listed: {string.Join(", ", restored.Except(listed))}
            not restored: {string.Join(", ", listed.Except(restored))}
            """);
    }

    /// <summary>The packages of all projects as <c>NAME VERSION HASH</c>, sorted.</summary>
    private static List<string> Restored()
    {
        SortedSet<string> packages = new(StringComparer.Ordinal);
        foreach (var project in Shipped)
        {
            using var assets = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Objects(), project, "project.assets.json")));
            foreach (var library in assets.RootElement.GetProperty("libraries").EnumerateObject().Where(library => library.Value.GetProperty("type").GetString() == "package"))
                if (!OfTheSdk.Any(own => library.Name.StartsWith(own, StringComparison.Ordinal)))
                    packages.Add($"{library.Name.Replace('/', ' ')} {library.Value.GetProperty("sha512").GetString()}");
        }

        return [.. packages];
    }

    /// <summary>The folder <c>obj</c> beside the folder <c>bin</c> that this test runs in.</summary>
    private static string Objects()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (folder.Name == "bin" && Directory.Exists(Path.Combine(folder.Parent!.FullName, "obj", Shipped[0])))
                return Path.Combine(folder.Parent.FullName, "obj");
        throw new InvalidOperationException($"{AppContext.BaseDirectory} is in no folder of artifacts.");
    }
}
