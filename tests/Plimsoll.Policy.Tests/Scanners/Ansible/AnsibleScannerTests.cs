namespace Plimsoll.Policy.Tests.Scanners.Ansible;

public class AnsibleScannerTests
{
    public static TheoryData<string, string, string> Places { get; } = new()
    {
        { "site.yml", "- hosts: image\n  vars: {v: 1.27.3, w: x}\n  tasks:\n  - name: web\n    community.docker.docker_container:\n      name: web\n      image: \"nginx:{{ v }}\"\n      env: {image: 'no:1'}\n  - docker_swarm_service: {name: s, image: a:1}\n  - containers.podman.podman_container: {name: p, image: '{{ unknown }}/b:2', state: started}\n  handlers:\n  - docker_container: {name: web, image: c, restart: true}\n", "nginx:1.27.3@7:15-28 a:1@9:44-47 {{ unknown }}/b:2@10:59-76 c@12:42-43" },
        { "roles/x/tasks/main.yml", "- block:\n  - docker_container: name=web image=nginx:1 state=started\n  - block:\n    - vars: {i: 'b:2'}\n      docker_container: {image: '{{ i }}'}\n  rescue:\n  - podman_container: {image: c:3}\n  always:\n  - action: docker_container name=x image=\"d:4\"\n  - local_action: {module: community.docker.docker_container, image: e:5}\n- docker_container:\n  args: {image: f:6}\n", "nginx:1@2:38-45 b:2@4:18-21 c:3@7:31-34 d:4@9:44-47 e:5@10:70-73 f:6@12:17-20" },
        { "tasks/pull.yml", "- docker_image: {name: a, tag: '1.2', source: pull}\n- community.docker.docker_image: {name: b:2, source: pull}\n- docker_image: {name: web, build: {path: .}, source: build}\n- docker_image: {name: r.io/x, tag: 1, source: local, push: true}\n- docker_container: {name: w, image: web:latest}\n- podman_image: {name: c}\n- podman_image: {name: d, path: ./d}\n- docker_image: {name: e:1, state: absent}\n- docker_image_pull: {name: r.io/f, tag: '{{ t }}'}\n", "a:1.2@1:33-36 b:2@2:41-44 c@6:24-25 r.io/f:{{ t }}@9:43-50" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - kubernetes.core.k8s:\n      state: present\n      definition:\n        apiVersion: apps/v1\n        kind: Deployment\n        spec: {template: {spec: {containers: [{name: image, image: 'a:{{ v | default(\"1\") }}'}]}}}\n  - k8s:\n      definition: |\n        kind: Pod\n        spec:\n          containers:\n          - image: b:2\n  - k8s: {definition: \"{{ lookup('template', 'image.yml') }}\"}\n", "a:1@8:69-93 b:2@14:20-23" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - community.docker.docker_compose_v2:\n      project_name: image\n      definition:\n        services:\n          web: {image: nginx:1}\n          own: {image: own:dev, build: .}\n  - docker_stack: {name: x, compose: [x.yml, {services: {y: {image: 'c:3'}}}]}\n", "nginx:1@7:24-31 own:dev@8:24-31 c:3@9:70-73" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - docker_container: {name: '{{ item.name }}', image: '{{ item.image }}'}\n    loop:\n    - {name: a, image: a:1}\n    - {name: b, image: b:2}\n  - docker_container: {image: 'r.io/{{ item }}:1'}\n    with_items: [c, d]\n", "a:1@5:24-27 b:2@6:24-27 r.io/c:1@7:32-49 r.io/d:1@7:32-49" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - shell: docker run --rm a:1 && docker pull \"b:{{ v }}\"\n  - ansible.builtin.command:\n      argv: [docker, pull, c:3]\n  - command: docker run {{ all }}\n    register: image\n  - ansible.builtin.shell:\n      cmd: |\n        set -e\n        podman pull d:4\n", "a:1@3:28-31 b:{{ v }}@3:48-57 c:3@5:28-31 d:4@11:21-24" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - kubernetes.core.helm:\n      name: x\n      chart_ref: oci://r.io/charts/x\n      chart_version: 1.2.3\n      values: {image: {repository: a, tag: '2'}}\n", "r.io/charts/x:1.2.3@6:22-27 a:2@7:45-46" },
        { "play.yaml", "- hosts: x\n  vars: {img: a:1, other: 'b:2', deep: {web: {image: 'c:3'}}}\n  tasks:\n  - set_fact: {img: '{{ other }}'}\n  - docker_container: {image: '{{ img }}'}\n  - docker_container: {image: '{{ other }}'}\n  - docker_container: {image: \"{{ deep['web'].image }}\"}\n  - docker_container: {image: '{{ e | default(\"d:4\", true) }}'}\n  - docker_container: {image: '{{ f if g else h }}'}\n  - docker_container: {image: 'x:{% if g %}1{% else %}2{% endif %}'}\n", "b:2@2:28-31 c:3@2:55-58 {{ img }}@5:32-41 d:4@8:48-51 {{ f if g else h }}@9:32-51 x:{% if g %}1{% else %}2{% endif %}@10:32-67" },
        { "play.yaml", "- hosts: all\n  vars: {v: '1'}\n  tasks:\n  - name: bare\n    when: >\n      {{ x }}\n    docker_container: {name: w, image: \"a:{{ v }}\"}\n  - copy:\n      dest: /x\n      content: |\n        {{ y }}\n  - shell: |\n      {{ y }}\n      docker run --rm \\\n        b:{{ v }} sh\n    args: {chdir: /}\n", "a:1@7:41-50 b:1@15:9-18" },
        { "play.yaml", "- hosts: all\n  tasks:\n  - debug: {msg: docker_container image=no:1}\n  - copy: {src: docker_image, dest: image}\n  - docker_container_info: {name: image}\n", "" },
        { "list.yaml", "- name: image\n  command: docker run no:1\n- {docker: no:1}\n", "" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Images_are_found_at_their_tokens(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Theory]
    [MemberData(nameof(Places))]
    public async Task Neither_line_endings_nor_a_byte_order_mark_move_a_place(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, "\uFEFF" + text.Replace("\n", "\r\n", StringComparison.Ordinal)));

    [Fact]
    public async Task Variables_of_a_role_and_of_files_are_those_of_its_tasks()
    {
        using var deployment = new Deployment()
            .With("roles/web/tasks/main.yml", "- docker_container: {image: '{{ web_image }}'}\n- docker_container: {image: 'a:{{ web_tag }}'}\n- docker_container: {image: '{{ web_all }}'}\n")
            .With("roles/web/handlers/sub/main.yml", "- podman_container: {image: 'b:{{ web_tag }}'}\n")
            .With("roles/web/defaults/main.yml", "web_image: nginx:1\nweb_tag: '2'\nweb_all: c\n")
            .With("roles/web/vars/main.yml", "web_tag: '3'\n")
            .With("site.yml", "- hosts: x\n  vars: {x: no:1}\n  vars_files: [more.yml, '{{ env }}.yml']\n  tasks:\n  - docker_container: {image: '{{ x }}'}\n")
            .With("more.yml", "x: d:4\n");

        Assert.Equal(
            [
                "d:4@more.yml:1:4-7 by site.yml",
                "nginx:1@roles/web/defaults/main.yml:1:12-19",
                "nginx:1@roles/web/defaults/main.yml:1:12-19 by roles/web/tasks/main.yml",
                "c@roles/web/defaults/main.yml:3:10-11 by roles/web/tasks/main.yml",
                "b:3@roles/web/handlers/sub/main.yml:1:30-45",
                "a:3@roles/web/tasks/main.yml:2:30-45",
            ],
            (await deployment.UsesAsync()).Order(StringComparer.Ordinal).OrderBy(use => use.Split('@')[1].Split(':')[0], StringComparer.Ordinal).ThenBy(use => use.Split(':')[^2], StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_variables_stand_for_in_one_round_of_a_loop_is_not_mixed_with_another() =>
        Assert.Equal(
            "a:1@3:32-62 b:2@3:32-62 c:3@8:32-67 d:4@8:32-67",
            await Deployment.ImagesAsync("play.yml", "- hosts: x\n  tasks:\n  - docker_container: {image: '{{ item.name }}:{{ item.tag }}'}\n    with_items: [{name: a, tag: '1'}, {name: b, tag: '2'}]\n- hosts: y\n  vars: {all: {c: {tag: '3'}, d: {tag: '4'}}}\n  tasks:\n  - podman_container: {image: '{{ each.key }}:{{ each.value.tag }}'}\n    loop: '{{ all | dict2items }}'\n    loop_control: {loop_var: each}\n"));

    [Theory]
    [InlineData("docker_container: {image: 'a:1'}", false)]
    [InlineData("docker_image: {name: 'a:1', source: pull}", false)]
    [InlineData("podman_image: {name: a, tag: '1'}", false)]
    [InlineData("podman_container: {image: 'a:1'}", true)]
    [InlineData("docker_swarm_service: {image: 'a:1'}", true)]
    [InlineData("k8s: {definition: {kind: Pod, spec: {containers: [{image: 'a:1'}]}}}", true)]
    public async Task A_digest_is_written_where_the_module_finds_the_image_with_a_tag_beside_it(string task, bool isPinned)
    {
        using var deployment = new Deployment().With("play.yml", $"- hosts: x\n  tasks:\n  - name: y\n    {task}\n");
        await Pinning.PinProof.HoldsAsync(deployment.Path);

        Assert.Equal(isPinned, (await File.ReadAllTextAsync(Path.Combine(deployment.Path, "play.yml"))).Contains("a:1@sha256:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("site.yml", "- hosts: x\n  vars: {web_image: a:1, web: b:2, port: 'c:3', logo_image: 'd.png', e_image: e}\n  roles: [{role: x, x_image: 'f:{{ v }}', vars: {v: '4', y: {image: g:5}}}]\n", "a:1@2:21-24 f:{{ v }}@3:31-40 g:5@3:69-72")]
    [InlineData("tasks/x.yml", "- include_role: {name: x}\n  vars: {x_image: a:1}\n  when: y\n- set_fact: {b_image: b:2}\n  when: z\n", "a:1@2:19-22 b:2@4:23-26")]
    [InlineData("group_vars/all.yml", "v: 2\nx_image: 'r.io/a:{{ v }}'\ny_image: r.io/b\ny_tag: 3\n", "r.io/a:2@2:11-25")]
    [InlineData("roles/x/vars/main.yml", "web: {image: a:1}\nlist: [{image: b:2}]\n", "a:1@1:14-17 b:2@2:16-19")]
    [InlineData("host_vars/a/x.yml", "v: '2'\nx: |\n  {{ y }}\nx_image: a:{{ v }}\n", "a:2@4:10-19")]
    [InlineData("group_vars/x.yml", "lxd_image: ubuntu:22.04\nvm_base_image: debian:12\nos_image: quay.io/a/os:1\nmacos_image: b:1\n", "quay.io/a/os:1@3:11-25 b:1@4:14-17")]
    [InlineData("src/vars/main.yml", "web: {x_image: a:1}\n", "")]
    public async Task Variables_that_are_images_are_found_whoever_uses_them(string name, string text, string expected) =>
        Assert.Equal(expected, await Deployment.ImagesAsync(name, text));

    [Fact]
    public async Task A_tag_without_quotes_is_judged_as_it_is_read() =>
        Assert.Equal("a:1.1@1:32-36", await Deployment.ImagesAsync("tasks/x.yml", "- docker_image: {name: a, tag: 1.10, source: pull}\n"));

    [Fact]
    public async Task Aliases_that_multiply_tasks_do_not_multiply_the_work()
    {
        var loops = string.Concat(Enumerable.Repeat("  - {docker_container: *c, loop: *l}\n  - *t\n", 2_000));
        var items = string.Join(", ", Enumerable.Range(0, 200));
        Assert.StartsWith("a:1@6:48-51", await Deployment.ImagesAsync("play.yml", $"- hosts: x\n  vars:\n    x: &x {{y: [1, 2, 3]}}\n    l: &l [{items}]\n  tasks:\n  - &t {{docker_container: &c {{name: b, image: 'a:1'}}, loop: *l, vars: *x}}\n{loops}"), StringComparison.Ordinal);
    }
}
