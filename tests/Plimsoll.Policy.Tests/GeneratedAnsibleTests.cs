using CsCheck;

namespace Plimsoll.Policy.Tests;

/// <summary>Playbooks and tasks, written at random with known images at known places.</summary>
public class GeneratedAnsibleTests
{
    // What stands before an image, with the indentation of its key behind it.
    private static readonly (string Before, string Indent)[] Places =
    [
        ("- name: image\n  community.docker.docker_container:\n    name: no{0}\n    env: {image: 'no:1'}\n    image: ", "    "),
        ("- become: true\n  docker_swarm_service:\n    args: [docker, pull, no:1]\n    image: ", "    "),
        ("- when: image == 'no:1'\n  containers.podman.podman_container:\n    image: ", "    "),
        ("- kubernetes.core.k8s:\n    definition:\n      kind: Pod\n      metadata: {name: image}\n      spec:\n        containers:\n        - name: x\n          image: ", "          "),
        ("- community.docker.docker_compose_v2:\n    definition:\n      services:\n        x{0}:\n          container_name: no:1\n          image: ", "          "),
        ("- docker_image:\n    source: pull\n    name: ", "    "),
    ];

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    [Fact]
    public void Every_image_of_a_task_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("nginx", "ghcr.io/a/b", "reg:5000/x"), OneOf("", ":latest", ":v1.30.0"), Gen.Int[0, 5], Gen.Int[0, 6], OneOf("", "# image: no:1", "# é😀"));
        Gen.Select(image.Array[1, 8], Gen.Bool, Gen.Bool, Gen.Bool).Sample((images, isPlay, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write(isPlay ? "---\n- hosts: image\n  vars: {image: no, name: 'no:1'}\n  tasks:\n" : "---\n- debug: {msg: 'docker pull no:1'}\n  register: image\n");
            var indent = isPlay ? "  " : "";
            for (var i = 0; i < images.Length; i++)
            {
                var (repository, tag, place, style, noise) = images[i];
                writer.Write(indent + Places[place].Before.Replace("{0}", $"{i}", StringComparison.Ordinal).Replace("\n", "\n" + indent, StringComparison.Ordinal))
                    .Value(repository + tag, style, Places[place].Indent + indent, noise);
            }

            Assert.Equal(writer.Places, writer.Scan(isPlay ? "site.yml" : "roles/x/tasks/main.yml"));
        });
    }

    [Fact]
    public void Every_image_of_a_variable_is_found_where_its_value_stands()
    {
        var image = Gen.Select(OneOf("nginx", "ghcr.io/a/b"), OneOf(":latest", ":v1.30.0"), Gen.Int[0, 2], Gen.Int[0, 2]);
        Gen.Select(image.Array[1, 6], Gen.Bool, Gen.Bool).Sample((images, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write("- hosts: all\n  vars:\n    other: no:1\n");
            for (var i = 0; i < images.Length; i++)
                writer.Write($"    image{i}: ").Quoted(images[i].Item1 + images[i].Item2, images[i].Item1 + images[i].Item2, images[i].Item4).Write("\n");
            writer.Write("  tasks:\n");
            for (var i = 0; i < images.Length; i++)
                writer.Write(images[i].Item3 switch
                {
                    0 => $"  - docker_container: {{image: '{{{{ image{i} }}}}'}}\n",
                    1 => $"  - podman_container: name=x image={{{{ image{i} | default('no:2') }}}}\n",
                    _ => $"  - block:\n    - docker_swarm_service:\n        image: \"{{{{image{i}}}}}\"\n",
                });

            Assert.Equal(writer.Places, writer.Scan("site.yml"));
        });
    }

    [Fact]
    public void Every_image_of_a_scenario_is_found_and_nothing_else()
    {
        var image = Gen.Select(OneOf("debian", "quay.io/a/b", "reg:5000/x"), OneOf("", ":latest", ":12.7"), Gen.Int[0, 6], OneOf("", "# image: no:1", "# é😀"));
        Gen.Select(image.Array[1, 5], Gen.Bool, Gen.Bool, Gen.Bool).Sample((images, isScenario, mark, carriageReturns) =>
        {
            var writer = new PlacedText(mark, carriageReturns).Write(isScenario ? "dependency: {name: galaxy}\ndriver: {name: podman}\nplatforms:\n" : "version: 3\nimages:\n");
            foreach (var (repository, tag, style, noise) in isScenario ? images : images[..1])
                writer.Write(isScenario ? "- name: image\n  env: {image: no}\n  image: " : "  base_image:\n    options: {image: no}\n    name: ").Value(repository + tag, style, isScenario ? "  " : "    ", noise);

            Assert.Equal(writer.Places, writer.Scan(isScenario ? "molecule/default/molecule.yml" : "execution-environment.yml"));
        });
    }
}
