using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Packages of Crossplane, written at random with known places.</summary>
public class GeneratedCrossplaneTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_package_is_found_and_nothing_else()
    {
        var package = Gen.Select(OneOf("xpkg.upbound.io/a/b", "reg:5000/x", "a/b"), OneOf("latest", "v1.2.3", ">=v1.0.0", "v1.x"), OneOf("provider", "configuration", "function", "package"), Gen.Int[0, 2], OneOf("", "# image: x:1"));
        Gen.Select(package.Array[1, 5], Gen.Bool, Gen.Bool, Gen.Bool).Sample((packages, isMeta, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns);
            if (isMeta)
                writer.Write("apiVersion: meta.pkg.crossplane.io/v1\nkind: Configuration\nmetadata: {annotations: {image: 'x:1'}}\nspec:\n  crossplane: {version: '>=v1.15'}\n  dependsOn:\n");
            foreach (var (repository, version, key, style, noise) in packages)
            {
                var isRange = version.Contains('x', StringComparison.Ordinal) || version[0] == '>';
                if (isMeta)
                    writer.Write($"  - {key}: {repository} {noise}\n    version: ").Quoted(version, isRange ? repository : $"{repository}:{version}", style == 0 && isRange ? 1 : style).Write("\n");
                else
                    writer.Write("apiVersion: pkg.crossplane.io/v1\nkind: Provider\nspec:\n  packagePullPolicy: Always\n  package: ").Quoted($"{repository}:v1", $"{repository}:v1", style).Write($" {noise}\n---\n");
            }

            Assert.Equal(writer.Places, writer.Scan("crossplane.yaml"));
        });
    }
}
