namespace Plimsoll.Publishing.Migration;

/// <summary>Packages that came with Nuke.Common, so that builds use them without a reference of their own.</summary>
internal static class BroughtPackages
{
    /// <summary>The namespace that gives the use away, its package, and the version that came.</summary>
    private static readonly (string Namespace, string Package, string Version)[] All =
    [
        ("ICSharpCode.SharpZipLib", "SharpZipLib", "1.4.2"),
        ("JetBrains.Annotations", "JetBrains.Annotations", "2024.3.0"),
        ("Newtonsoft.Json", "Newtonsoft.Json", "13.0.3"),
        ("NuGet.Packaging", "NuGet.Packaging", "6.12.1"),
        ("NuGet.Versioning", "NuGet.Versioning", "6.12.1"),
        ("Octokit", "Octokit", "13.0.1"),
        ("YamlDotNet", "YamlDotNet", "16.2.0"),
    ];

    /// <summary>The packages that sources use.</summary>
    public static IReadOnlyList<(string Package, string Version)> Find(IReadOnlyCollection<CSharpSource> sources) =>
        [.. All.Where(brought => sources.Any(source => Uses(source, brought.Namespace))).Select(brought => (brought.Package, brought.Version))];

    /// <summary>Whether a using names the namespace or one in it, or a name begins with it.</summary>
    private static bool Uses(CSharpSource source, string name)
    {
        var first = name.Split('.')[0];
        for (var i = 0; i < source.Count; i++)
            if (source.Word(i) == first && !source.Is(i - 1, '.') && source.Chain(i).Words is var words)
            {
                var isUsing = source.Word(i - 1) is "using" or "static";
                if ((words.Count > name.AsSpan().Count('.') + 1 || isUsing) && $"{string.Join('.', words)}.".StartsWith(name + ".", StringComparison.Ordinal))
                    return true;
            }

        return false;
    }
}
