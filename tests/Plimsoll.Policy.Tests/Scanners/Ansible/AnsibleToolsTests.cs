namespace Plimsoll.Policy.Tests.Scanners.Ansible;

public class AnsibleToolsTests
{
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "molecule/default/molecule.yml", "driver: {name: docker}\nplatforms:\n- name: image\n  image: \"geerlingguy/docker-${DISTRO:-debian12}-ansible:latest\"\n  volumes: [/sys]\n- {name: b, image: quay.io/x}\n", "geerlingguy/docker-debian12-ansible:latest@4:11-64 quay.io/x@6:20-29" },
        { "molecule.yml", "platforms: [{name: a, image: 'a:${TAG}'}]\nprovisioner: {env: {image: no}}\n", "a:${TAG}@1:31-39" },
        { "molecule.yml", "driver: {name: ec2}\nplatforms: [{name: a, image: 'no:1'}]\n", "" },
        { "execution-environment.yml", "version: 3\nimages:\n  base_image:\n    name: quay.io/a/b:latest\n  builder_image: {name: 'c:1'}\n  other: {name: no:1}\n", "quay.io/a/b:latest@4:11-29 c:1@5:26-29" },
        { "ee.yaml", "version: 1\nbuild_arg_defaults:\n  EE_BASE_IMAGE: 'a/b:1'\n  EE_BUILDER_IMAGE: c:2\n  ANSIBLE_GALAXY_CLI: no:1\n", "a/b:1@3:19-24 c:2@4:21-24" },
        { "ansible-navigator.yml", "ansible-navigator:\n  execution-environment:\n    container-engine: podman\n    image: quay.io/a/ee:v1.2.3\n", "quay.io/a/ee:v1.2.3@4:12-31" },
        { "x.yml", "images: {base_image: no:1}\nexecution-environment: {image: no}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_of_scenarios_and_execution_environments_are_found(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));
}
