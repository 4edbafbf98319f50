using System.Text;
using System.Text.RegularExpressions;
using Plimsoll.Publishing.Configuration;

namespace Plimsoll.Publishing.Initialization.Drafts;

/// <summary>Writes a draft as <c>plimsoll.yml</c>.</summary>
internal sealed partial class ConfigurationText
{
    private readonly StringBuilder _text = new();

    /// <summary>The text of the file.</summary>
    public static string Write(ConfigurationDraft draft)
    {
        var writer = new ConfigurationText();
        writer.WriteAll(draft);
        return writer._text.ToString();
    }

    /// <summary>A value as a scalar: plain where YAML takes it for nothing else.</summary>
    public static string Quote(string text) =>
        Plain.IsMatch(text) && !Other.IsMatch(text) ? text : $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    private void WriteAll(ConfigurationDraft draft)
    {
        Line($"# yaml-language-server: $schema={ConfigurationSchema.Id}");
        if (draft.Registry is { } registry)
            Line($"registry: {Quote(registry)}");
        if (draft.Images.Count < 2)
        {
            Line($"image: {Quote(draft.Image!)}");
            foreach (var image in draft.Images)
                WriteBuild(image, "");
        }
        else
        {
            WriteImages(draft);
        }

        if (draft.Images.Count == 0)
        {
            Line("");
            Line("# There is no Dockerfile and no .NET project to build. What is published is given to 'plimsoll publish', or here:");
            Line("# source: files:out");
        }

        WriteSection("tags", (draft.Tags ?? []).Select(tag => $"- {tag}"));
        WriteSection("version", draft.Version.Select(pair => $"{pair.Key}: {(pair.Value.Length == 0 ? "''" : Quote(pair.Value))}"));
        WriteSection("labels", draft.Labels.Select(pair => $"{Quote(pair.Key)}: {Quote(pair.Value)}"));
        WriteSection("components", draft.Components.Select(component => $"{Quote(component.Name)}: {{ {(component.TagPrefix == $"{component.Name}-v" ? "" : $"tagPrefix: {Quote(component.TagPrefix)}, ")}paths: {List(component.Paths)} }}"));
        WriteSection("environments", draft.Environments.Select(environment => $"{Quote(environment.Name)}: {{ {(environment.IsProduction ? "production: true, " : "")}paths: {List(environment.Paths)} }}"));
    }

    private void WriteImages(ConfigurationDraft draft)
    {
        Line("");
        Line("images:");
        foreach (var image in draft.Images)
        {
            Line($"  {Quote(image.Name)}:");
            if (image.Image is { } name && ConfigurationDraft.Split(name) is var (registry, rest))
            {
                Line($"    image: {Quote(rest)}");
                if (registry is not null && registry != draft.Registry)
                    Line($"    registry: {Quote(registry)}");
            }
            else if (RepositoryTree.FolderOf(draft.Image!) is { Length: > 0 } owner)
            {
                Line($"    image: {Quote($"{owner}/{image.Name}")}");
            }

            if (draft.Components.Find(component => component.Folder.Length > 0 && $"{image.Folder}/".StartsWith($"{component.Folder}/", StringComparison.Ordinal)) is { } component)
                Line($"    component: {Quote(component.Name)}");
            WriteBuild(image, "    ");
        }
    }

    private void WriteBuild(DraftImage image, string indent)
    {
        var members = new List<string> { $"{image.Kind}: {Quote(image.Path)}" };
        if (image.Context is not (".") and var context)
            members.Add($"context: {Quote(context)}");
        if (image.Target is { } target)
            members.Add($"target: {Quote(target)}");
        if (image.Base is { } below)
            members.Add($"base: {Quote(below)}");
        if (image.Platforms.Count > 0)
            members.Add($"platform: {List(image.Platforms)}");
        if (image.Arguments.Count > 0)
            members.Add($"args: {{ {string.Join(", ", image.Arguments.Select(argument => $"{Quote(argument.Key)}: {Quote(argument.Value)}"))} }}");
        Line($"{indent}build: {{ {string.Join(", ", members)} }}");
    }

    private void WriteSection(string name, IEnumerable<string> lines)
    {
        var members = lines.ToList();
        if (members.Count == 0)
            return;
        Line("");
        Line($"{name}:");
        members.ForEach(member => Line($"  {member}"));
    }

    private void Line(string line) => _text.Append(line).Append('\n');

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(Quote))}]";

    [GeneratedRegex(@"\A[A-Za-z0-9_./][A-Za-z0-9_./@+-]*(?::[A-Za-z0-9_./@+-]+)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Plain { get; }

    /// <summary>What YAML takes for truth, nothing or a place in a file that is not a text.</summary>
    [GeneratedRegex(@"\A(?:true|false|null|yes|no|on|off|~|\.|\.\.)\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Other { get; }
}
