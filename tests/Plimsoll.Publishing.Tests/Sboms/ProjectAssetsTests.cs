using System.Text;
using Plimsoll.Oci.Images;
using Plimsoll.Publishing.Builds;
using Plimsoll.Publishing.Sboms;
using Plimsoll.Testing;

namespace Plimsoll.Publishing.Tests.Sboms;

public sealed class ProjectAssetsTests : IDisposable
{
    private readonly TempDirectory _packages = new();

    [Fact]
    public void What_is_published_is_listed_with_hash_licence_and_what_needs_what()
    {
        _packages.Write("logging/4.0.0/logging.nuspec", Nuspec("<license type=\"expression\">Apache-2.0 OR MIT</license>"));
        _packages.Write("logging.core/4.0.1/logging.core.nuspec", Nuspec("<license type=\"file\">LICENSE.txt</license>"));

        var graph = Read().Find(Platform.LinuxAmd64)!;

        Assert.Equal(
            [new ListedPackage("Logging", "4.0.0", new string('0', 128)) { License = "Apache-2.0 OR MIT" }, new ListedPackage("Logging.Core", "4.0.1", null), new ListedPackage("Native", "1.0.0", null)],
            graph.Packages.OrderBy(package => package.Name, StringComparer.Ordinal));
        Assert.Equal(
            [(null, "pkg:nuget/Logging@4.0.0"), (null, "pkg:nuget/Native@1.0.0"), ("pkg:nuget/Logging@4.0.0", "pkg:nuget/Logging.Core@4.0.1")],
            graph.Dependencies.OrderBy(edge => edge.From, StringComparer.Ordinal).ThenBy(edge => edge.To, StringComparer.Ordinal));
    }

    [Fact]
    public void Another_runtime_has_what_holds_on_any() =>
        Assert.DoesNotContain(Read().Find(Platform.Parse("linux/arm64"))!.Packages, package => package.Name == "Native");

    [Theory]
    [InlineData(RuntimePack.None, null)]
    [InlineData(RuntimePack.SelfContained, "Microsoft.NETCore.App.Runtime.linux-x64")]
    [InlineData(RuntimePack.Native, "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64")]
    internal void The_runtime_is_listed_where_it_is_published_too(RuntimePack pack, string? expected)
    {
        _packages.Write("microsoft.netcore.app.runtime.linux-x64/10.0.1/microsoft.netcore.app.runtime.linux-x64.nuspec", Nuspec("<licenseUrl>https://licenses.nuget.org/MIT</licenseUrl>"));
        _packages.Write("microsoft.netcore.app.runtime.linux-x64/10.0.1/microsoft.netcore.app.runtime.linux-x64.10.0.1.nupkg.sha512", Convert.ToBase64String(new byte[64]));

        var packs = Read(pack).Find(Platform.LinuxAmd64)!.Packages.Where(package => package.Name.StartsWith("Microsoft.", StringComparison.Ordinal)).ToList();

        Assert.Equal(expected is null ? [] : [expected], packs.Select(package => package.Name));
        if (pack == RuntimePack.SelfContained)
            Assert.Equal(("10.0.1", "MIT", new string('0', 128)), (packs[0].Version, packs[0].License, packs[0].Sha512));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{ "targets": {} }""")]
    [InlineData("""{ "targets": { "net10.0": 5 }, "packageFolders": {}, "project": { "frameworks": { "net10.0": {} } } }""")]
    public void What_is_not_such_a_file_is_not_read(string json) =>
        Assert.Null(ProjectAssets.Read(Encoding.UTF8.GetBytes(json), "net10.0", RuntimePack.None, ProjectBuild.RuntimeIdentifier));

    public void Dispose() => _packages.Dispose();

    private ProjectAssets Read(RuntimePack pack = RuntimePack.None) => ProjectAssets.Read(Encoding.UTF8.GetBytes(Json), "net10.0", pack, ProjectBuild.RuntimeIdentifier)!;

    private static string Nuspec(string license) => $"""<?xml version="1.0"?><package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd"><metadata><id>x</id>{license}</metadata></package>""";

    /// <summary>A project that refers to another one, to a package that only refers to others, to an analyzer, and to one with native code.</summary>
    private string Json => $$"""
        {
          "version": 3,
          "targets": {
            "net10.0": {
              "Analyzer/1.0.0": { "type": "package", "build": { "build/Analyzer.props": {} } },
              "Logging.All/4.0.0": { "type": "package", "dependencies": { "logging": "4.0.0" }, "compile": { "lib/net10.0/_._": {} }, "runtime": { "lib/net10.0/_._": {} } },
              "Logging/4.0.0": { "type": "package", "dependencies": { "Logging.Core": "4.0.0" }, "runtime": { "lib/net10.0/Logging.dll": {} } },
              "Logging.Core/4.0.1": { "type": "package", "runtime": { "lib/net10.0/Logging.Core.dll": {} } },
              "Library/1.0.0": { "type": "project", "dependencies": { "Logging.All": "4.0.0" }, "runtime": { "bin/placeholder/Library.dll": {} } }
            },
            "net10.0/linux-x64": {
              "Analyzer/1.0.0": { "type": "package", "build": { "build/Analyzer.props": {} } },
              "Logging.All/4.0.0": { "type": "package", "dependencies": { "logging": "4.0.0" }, "runtime": { "lib/net10.0/_._": {} } },
              "Logging/4.0.0": { "type": "package", "dependencies": { "Logging.Core": "4.0.0" }, "runtime": { "lib/net10.0/Logging.dll": {} } },
              "Logging.Core/4.0.1": { "type": "package", "runtime": { "lib/net10.0/Logging.Core.dll": {} } },
              "Native/1.0.0": { "type": "package", "native": { "runtimes/linux-x64/native/libnative.so": {} } },
              "Library/1.0.0": { "type": "project", "dependencies": { "Logging.All": "4.0.0" } }
            },
            "net9.0/linux-x64": {
              "Old/1.0.0": { "type": "package", "runtime": { "lib/net9.0/Old.dll": {} } }
            }
          },
          "libraries": {
            "Analyzer/1.0.0": { "sha512": "", "type": "package", "path": "analyzer/1.0.0" },
            "Logging.All/4.0.0": { "sha512": "", "type": "package", "path": "logging.all/4.0.0" },
            "Logging/4.0.0": { "sha512": "{{Convert.ToBase64String(new byte[64])}}", "type": "package", "path": "logging/4.0.0" },
            "Logging.Core/4.0.1": { "type": "package", "path": "logging.core/4.0.1" },
            "Native/1.0.0": { "type": "package", "path": "native/1.0.0" },
            "Old/1.0.0": { "type": "package", "path": "old/1.0.0" },
            "Library/1.0.0": { "type": "project", "path": "../Library/Library.csproj" }
          },
          "projectFileDependencyGroups": { "net10.0": ["Analyzer >= 1.0.0", "Library >= 1.0.0", "Native >= 1.0.0"], "net9.0": ["Old >= 1.0.0"] },
          "packageFolders": { "{{_packages.Path.Replace('\\', '/')}}/": {} },
          "project": {
            "frameworks": {
              "net9.0": {},
              "net10.0": {
                "downloadDependencies": [
                  { "name": "Microsoft.AspNetCore.App.Runtime.linux-x64", "version": "[10.0.1, 10.0.1]" },
                  { "name": "Microsoft.NETCore.App.Runtime.linux-x64", "version": "[10.0.1, 10.0.1]" },
                  { "name": "Microsoft.NETCore.App.Runtime.NativeAOT.linux-x64", "version": "[10.0.1, 10.0.1]" }
                ],
                "frameworkReferences": { "Microsoft.NETCore.App": { "privateAssets": "all" } }
              }
            }
          }
        }
        """;
}
