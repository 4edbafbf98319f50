using Plimsoll.Build.CI;
using Plimsoll.Build.CI.Generation;
using Plimsoll.Testing;

namespace Plimsoll.Build.Tests.CI.Generation;

/// <summary>Files that are generated of a build, without the build's class having their attributes.</summary>
internal static class GeneratedText
{
    public static GeneratedFile Generate<T>(ConfigurationAttributeBase attribute, string? root = null) where T : PlimsollBuild, new()
    {
        using var empty = new TempDirectory();
        var context = BuildContext.Create<T>(root ?? empty.Path);
        attribute.Build = context.Build;
        return attribute.Generate(context);
    }

    public static string Of(ConfigurationAttributeBase attribute) => Generate<SampleBuild>(attribute).Content;
}
