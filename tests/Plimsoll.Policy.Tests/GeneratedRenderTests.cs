using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Blueprints of Render, written at random with known images at known places.</summary>
public class GeneratedRenderTests
{
    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_service_is_found_and_nothing_else()
    {
        var service = Gen.Select(OneOf("nginx", "ghcr.io/a/b", "reg:5000/x"), OneOf("", ":latest", ":v1.30.0"), OneOf("web", "pserv", "worker", "cron"), Gen.Int[0, 6], OneOf("", "# image: no:1", "# é😀"));
        Gen.Select(service.Array[1, 6], Gen.Bool, Gen.Bool, Gen.Bool).Sample((services, isProject, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write(isProject ? "projects:\n- name: image\n  environments:\n  - name: no:1\n    services:\n" : "envVarGroups: [{name: image}]\nservices:\n");
            var indent = isProject ? "    " : "";
            foreach (var (repository, tag, type, style, noise) in services)
                writer.Write($"{indent}- type: {type} {noise}\n{indent}  envVars: [{{key: image, value: 'no:1'}}]\n{indent}- name: image\n{indent}  type: {type}\n{indent}  image:\n{indent}    url: ").Value(repository + tag, style, indent + "    ", noise);

            Assert.Equal(writer.Places, writer.Scan("render.yaml"));
        });
    }
}
