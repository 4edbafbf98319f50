using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Plimsoll.Cli.Tests.Schemas;

/// <summary>What the source says of types and their members, as the compiler has written it down.</summary>
internal static partial class Documentation
{
    private static readonly ConcurrentDictionary<Assembly, Dictionary<string, XElement>> Files = [];

    /// <summary>The summary of a type, or <c>null</c>.</summary>
    public static string? Find(Type type) => Text(Member($"T:{type.FullName}", type)?.Element("summary"));

    /// <summary>What a property holds: its own summary, or its parameter's where a record declares it so.</summary>
    public static string? Find(JsonPropertyInfo property)
    {
        if (property.AttributeProvider is not PropertyInfo { DeclaringType: { } type } member)
            return null;

        return Text(Member($"P:{type.FullName}.{member.Name}", type)?.Element("summary"))
            ?? Text(Member($"T:{type.FullName}", type)?.Elements("param").FirstOrDefault(parameter => (string?)parameter.Attribute("name") == member.Name));
    }

    private static XElement? Member(string name, Type type) => Files.GetOrAdd(type.Assembly, Read).GetValueOrDefault(name.Replace('+', '.'));

    private static Dictionary<string, XElement> Read(Assembly assembly)
    {
        var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
        return File.Exists(file) ? XDocument.Load(file).Descendants("member").ToDictionary(member => (string)member.Attribute("name")!) : [];
    }

    private static string? Text(XElement? element)
    {
        if (element is null)
            return null;

        var text = string.Concat(element.DescendantNodesAndSelf().Select(node => node switch
        {
            XText words => words.Value,
            XElement { Name.LocalName: "see" } link => (string?)link.Attribute("langword") ?? ((string?)link.Attribute("cref"))?.Split('.')[^1],
            _ => null,
        }));
        return WhiteSpace.Replace(text, " ").Trim() is { Length: > 0 } found ? found : null;
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex WhiteSpace { get; }
}
