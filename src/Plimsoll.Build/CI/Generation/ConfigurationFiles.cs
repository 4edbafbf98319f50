using System.Text;
using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.CI.Generation;

/// <summary>The files of CI hosts that a build describes by attributes of its class.</summary>
internal static class ConfigurationFiles
{
    /// <summary>Whether a class of builds describes any: cheaper than finding them.</summary>
    public static bool Exist(Type build) => build.IsDefined(typeof(ConfigurationAttributeBase), inherit: true);

    /// <summary>Generates what the attributes of a build's class describe.</summary>
    /// <param name="context">The build.</param>
    /// <param name="select">Which attributes; <c>null</c> for all.</param>
    /// <exception cref="BuildException">An attribute cannot be generated, or two describe one file (exit code 2).</exception>
    public static IReadOnlyList<(ConfigurationAttributeBase Attribute, GeneratedFile File)> Generate(GenerationContext context, Func<ConfigurationAttributeBase, bool>? select = null)
    {
        var generated = new Dictionary<string, (ConfigurationAttributeBase Attribute, GeneratedFile File)>(StringComparer.OrdinalIgnoreCase);
        foreach (var attribute in Find(context.Build.GetType()).Where(select ?? (_ => true)))
        {
            attribute.Build = context.Build;
            var file = attribute.Generate(context);
            if (!generated.TryAdd(file.Path, (attribute, file)))
                throw BuildException.Usage($"Two attributes of {context.Build.GetType().Name} describe {file.Path}.", "Give one of them another name.");
        }

        return [.. generated.Values];
    }

    /// <summary>Returns the attribute that an identifier names: <c>GitHubActions_ci</c>, or <c>ci</c>.</summary>
    /// <exception cref="BuildException">There is none (exit code 2).</exception>
    public static ConfigurationAttributeBase FindById(Type build, string id)
    {
        var all = Find(build);
        return TryFind(build, id) ?? throw BuildException.Usage(
            $"No attribute of {build.Name} describes '{id}'.", Suggestion.GetAdvice(id, all.Select(a => a.Id), all.Count == 0 ? "Add one, such as [GitHubActions]." : $"Choose one of {string.Join(", ", all.Select(a => a.Id))}."));
    }

    /// <summary>Returns the attribute that an identifier names, or <c>null</c>.</summary>
    public static ConfigurationAttributeBase? TryFind(Type build, string id)
    {
        var all = Find(build);
        return all.Find(a => Same(a.Id, id)) ?? all.Find(a => Same(a.IdPostfix, id));

        static bool Same(string left, string right) => left.Equals(right, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether the file is there with the same text. How its lines end is for git to decide.</summary>
    /// <exception cref="BuildException">It is no file, cannot be read, or is larger than any of these (exit code 2).</exception>
    public static bool IsCurrent(AbsolutePath root, GeneratedFile file) =>
        (root / file.Path).Exists() && SmallFile.Read(root / file.Path, file.Path).Replace("\r\n", "\n", StringComparison.Ordinal) == file.Content;

    /// <summary>Writes the file whole.</summary>
    public static Task WriteAsync(AbsolutePath root, GeneratedFile file, CancellationToken cancellationToken) =>
        AtomicFile.WriteAsync(root / file.Path, Encoding.UTF8.GetBytes(file.Content), cancellationToken);

    private static List<ConfigurationAttributeBase> Find(Type build) =>
        [.. build.GetCustomAttributes(typeof(ConfigurationAttributeBase), inherit: true).Cast<ConfigurationAttributeBase>()];
}
